import type { Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import type { CommandParser } from './command.ts';
import { inBatches } from './streaming.ts';

/** `| tail N`: the last rows, 10 unless told, the very last first. Holds N rows and a batch. */
export const parseTailCommand: CommandParser = (argument) => {
  if (!/^\d*$/.test(argument))
    throw new SplError(`Error in 'tail' command: Invalid argument: '${argument}'.`);
  const count = Number(argument === '' ? 10 : argument);
  return {
    needs: [],
    transforming: false,
    columnsAfter: (columns) => columns,
    async *run(rows) {
      let last: readonly Row[] = [];
      for await (const batch of rows) last = count === 0 ? [] : [...last, ...batch].slice(-count);
      yield* inBatches(last.toReversed());
    },
  };
};
