import { copyRow } from '../empty-row.ts';
import { compileAssignments } from '../eval/compile-assignments.ts';
import type { CommandParser } from './command.ts';
import { mapBatches } from './streaming.ts';

/**
 * `| eval a=expression, {b}=expression`: sets fields, one after the other, so that later ones see the earlier.
 *
 * An expression that is null takes the field away. `{b}` stands for the value of the field b; without one nothing is set.
 *
 * @throws SplError for what is malformed; what Splunk finds out when a search runs is thrown then, before the first row.
 */
export const parseEvalCommand: CommandParser = (argument, { environment }) => {
  const { now } = environment;
  const { needs, sets, failure, assign } = compileAssignments(argument, { now, seed: now });
  return {
    needs,
    transforming: false,
    columnsAfter: (columns) => sets && [...new Set([...columns, ...sets])],
    givesOwnRows: true,
    async *run(rows, mayChange = false) {
      if (failure !== undefined) throw failure;
      yield* mapBatches(rows, (batch) =>
        batch.map((row) => {
          const changed = mayChange ? row : copyRow(row);
          assign(changed);
          return changed;
        }),
      );
    },
  };
};
