import { copyRow } from '../empty-row.ts';
import { compileRegex } from '../regex/compile-regex.ts';
import type { Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import { booleanOption, optionsOf, splitArguments } from '../syntax/arguments.ts';
import { fieldOf, fieldText } from '../values/field-text.ts';
import type { CommandParser } from './command.ts';
import { mapBatches } from './streaming.ts';

/**
 * `| makemv [delim=text | tokenizer=expression] [allowempty=bool] field`: several values from one.
 *
 * They stand between delimiters, a blank unless told, or are the first group of each match of the tokenizer. Empty ones fall
 * out unless allowed.
 */
export const parseMakemvCommand: CommandParser = (argument) => {
  const pieces = splitArguments(argument);
  const options = optionsOf('makemv', pieces, ['delim', 'tokenizer', 'allowempty', 'setsv']);
  if (booleanOption('makemv', 'setsv', options.get('setsv'), false)) {
    throw new SplError("Error in 'makemv' command: The option 'setsv' is not supported.");
  }
  const keepsEmpty = booleanOption('makemv', 'allowempty', options.get('allowempty'), false);
  const fields = pieces.filter(({ name }) => name === undefined).map(({ text }) => text);
  const [field] = fields;
  const tokenizer = options.get('tokenizer');
  if (field === undefined || fields.length > 1 || (tokenizer !== undefined && options.has('delim'))) {
    throw new SplError(
      "Error in 'makemv' command: Usage: makemv [delim=<string> | tokenizer=<string>] [allowempty=<bool>] <field>.",
    );
  }
  const split = tokenizer === undefined ? byDelimiter(options.get('delim') ?? ' ') : byTokenizer(tokenizer);
  const changed = (row: Row): Row => {
    const text = fieldText(row[field]);
    if (text === undefined) return row;
    const value = fieldOf(split(text).filter((part) => keepsEmpty || part !== ''));
    const result = copyRow(row);
    if (value === undefined) delete result[field];
    else result[field] = value;
    return result;
  };
  return {
    needs: [field],
    transforming: false,
    columnsAfter: (columns) => columns,
    run: (rows) => mapBatches(rows, (batch) => batch.map(changed)),
  };
};

type Split = (text: string) => readonly string[];

function byDelimiter(delimiter: string): Split {
  if (delimiter === '') throw new SplError("Error in 'makemv' command: The delimiter is empty.");
  return (text) => text.split(delimiter);
}

function byTokenizer(pattern: string): Split {
  const regex = compileRegex(pattern, { command: 'makemv', flags: 'g' });
  if (!/\((?!\?)|\(\?</.test(pattern)) {
    throw new SplError("Error in 'makemv' command: The tokenizer has no capturing group.");
  }
  return (text) => Array.from(text.matchAll(regex), (match) => match[1] ?? '');
}
