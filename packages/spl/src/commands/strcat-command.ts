import { copyRow } from '../empty-row.ts';
import type { Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import { booleanOption, optionsOf, splitArguments } from '../syntax/arguments.ts';
import type { CommandParser } from './command.ts';
import { mapBatches } from './streaming.ts';
import { fieldText } from '../values/field-text.ts';

/**
 * `| strcat [allrequired=bool] part ... target`: fields, and texts in quotes, one after the other.
 *
 * A field that is missing is empty; with `allrequired=true` nothing is made then.
 */
export const parseStrcatCommand: CommandParser = (argument) => {
  const pieces = splitArguments(argument);
  const options = optionsOf('strcat', pieces, ['allrequired']);
  const isStrict = booleanOption('strcat', 'allrequired', options.get('allrequired'), false);
  const words = pieces.filter(({ name }) => name === undefined);
  const target = words.at(-1);
  if (words.length < 2 || target === undefined || target.isQuoted) {
    throw new SplError(
      "Error in 'strcat' command: Usage: strcat [allrequired=<bool>] <srcfields>* <destfield>.",
    );
  }
  const parts = words.slice(0, -1);
  const joined = (row: Row): Row => {
    const texts = parts.map(({ text, isQuoted }) => (isQuoted ? text : fieldText(row[text])));
    if (isStrict && texts.includes(undefined)) return row;
    const result = copyRow(row);
    result[target.text] = texts.map((text) => text ?? '').join('');
    return result;
  };
  return {
    needs: parts.flatMap(({ text, isQuoted }) => (isQuoted ? [] : [text])),
    transforming: false,
    columnsAfter: (columns) => [...new Set([...columns, target.text])],
    run: (rows) => mapBatches(rows, (batch) => batch.map(joined)),
  };
};
