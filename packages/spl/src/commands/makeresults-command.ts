import { emptyRow } from '../empty-row.ts';
import { integerOption, invalidArgument, optionsOf, splitArguments } from '../syntax/arguments.ts';
import type { CommandParser } from './command.ts';
import { mustBeFirst } from './must-be-first.ts';
import { inBatches } from './streaming.ts';

/** `| makeresults count=5`: rows that have `_time` alone, which is now. */
export const parseMakeresultsCommand: CommandParser = (argument, { environment, isFirst }) => {
  mustBeFirst('makeresults', isFirst);
  const pieces = splitArguments(argument);
  const stray = pieces.find(({ name }) => name === undefined);
  if (stray !== undefined) throw invalidArgument('makeresults', stray.text);
  const options = optionsOf('makeresults', pieces, ['count']);
  const count = integerOption('makeresults', 'count', options.get('count'), 1);
  return {
    needs: [],
    transforming: true,
    run: () =>
      inBatches(
        Array.from({ length: count }, () => {
          const row = emptyRow();
          row['_time'] = environment.now;
          return row;
        }),
      ),
  };
};
