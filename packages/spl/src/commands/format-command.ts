import { emptyRow } from '../empty-row.ts';
import type { Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import { integerOption, optionsOf, splitArguments } from '../syntax/arguments.ts';
import type { CommandParser } from './command.ts';
import { formatRows, type FormatWords } from './format-rows.ts';

/** `| format [mvsep="OR"] [maxresults=0] ["(" "(" "AND" ")" "OR" ")"] [emptystr="NOT ( )"]`: one row with a field `search`. */
export const parseFormatCommand: CommandParser = (argument) => {
  const pieces = splitArguments(argument);
  const options = optionsOf('format', pieces, ['mvsep', 'maxresults', 'emptystr']);
  const most = integerOption('format', 'maxresults', options.get('maxresults'), 0);
  const words = parseWords(pieces.filter(({ name }) => name === undefined).map(({ text }) => text));
  const empty = options.get('emptystr');
  const valueSeparator = options.get('mvsep');
  return {
    needs: [],
    transforming: true,
    columns: ['search'],
    async *run(rows) {
      const all: Row[] = [];
      for await (const batch of rows) {
        for (const row of batch) if (most === 0 || all.length < most) all.push(row);
      }
      const result = emptyRow();
      result['search'] = formatRows(all, {
        ...(words !== undefined && { words }),
        ...(empty !== undefined && { empty }),
        ...(valueSeparator !== undefined && { valueSeparator }),
      });
      yield [result];
    },
  };
};

function parseWords(words: readonly string[]): FormatWords | undefined {
  if (words.length === 0) return undefined;
  if (words.length !== 6) {
    throw new SplError(
      "Error in 'format' command: Invalid arguments. All six row and column options must be specified.",
    );
  }
  const [rowPrefix, columnPrefix, columnSeparator, columnEnd, rowSeparator, rowEnd] = words as Six;
  return { rowPrefix, columnPrefix, columnSeparator, columnEnd, rowSeparator, rowEnd };
}

type Six = [string, string, string, string, string, string];
