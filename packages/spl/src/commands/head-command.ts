import { SplError } from '../spl-error.ts';
import type { CommandParser } from './command.ts';

/** `| head N`: the first rows, 10 unless told, and nothing is read beyond them. */
export const parseHeadCommand: CommandParser = (argument) => {
  const limit = /^(?:limit\s*=\s*)?(\d+)$/.exec(argument === '' ? '10' : argument)?.[1];
  if (limit === undefined) throw new SplError(`Error in 'head' command: Invalid argument: '${argument}'.`);
  return {
    needs: [],
    transforming: false,
    columnsAfter: (columns) => columns,
    async *run(rows) {
      let left = Number(limit);
      if (left === 0) return;
      for await (const batch of rows) {
        yield batch.slice(0, left);
        left -= batch.length;
        if (left <= 0) return;
      }
    },
  };
};
