import { copyRow } from '../empty-row.ts';
import { SplError } from '../spl-error.ts';
import { splitNames } from '../syntax/arguments.ts';
import { numberOf } from '../number-of.ts';
import type { CommandParser } from './command.ts';
import { mapBatches } from './streaming.ts';

/** `| accum n AS total`: the sum so far of a field's numbers, in the field itself or a new one. */
export const parseAccumCommand: CommandParser = (argument) => {
  const [field, as, name = field, ...more] = splitNames(argument);
  if (field === undefined || more.length > 0 || (as !== undefined && (!/^as$/i.test(as) || name === field))) {
    throw new SplError(`Error in 'accum' command: The argument '${argument}' is invalid.`);
  }
  return {
    needs: [field],
    transforming: false,
    columnsAfter: (columns) => [...new Set([...columns, name!])],
    run(rows) {
      let sum = 0;
      return mapBatches(rows, (batch) =>
        batch.map((row) => {
          const value = row[field];
          const number = typeof value === 'string' ? numberOf(value) : value;
          if (typeof number !== 'number') return row;
          sum += number;
          const target = copyRow(row);
          target[name!] = sum;
          return target;
        }),
      );
    },
  };
};
