import { compileCondition } from '../eval/compile-expression.ts';
import { SplError } from '../spl-error.ts';
import type { CommandParser } from './command.ts';
import { mapBatches } from './streaming.ts';

/**
 * `| where expression`: the rows for which an expression of eval is true.
 *
 * @throws SplError for what is malformed; what Splunk finds out when a search runs is thrown then, before the first row.
 */
export const parseWhereCommand: CommandParser = (argument, { environment }) => {
  const condition = compileCondition(argument, {
    command: 'where',
    now: environment.now,
    seed: environment.now,
  });
  const isCondition = condition.type === 'boolean' || condition.type === 'dynamic';
  return {
    needs: condition.needs,
    transforming: false,
    givesOwnRows: 'passed',
    columnsAfter: (columns) => columns,
    async *run(rows) {
      if (condition.failure !== undefined) throw condition.failure;
      if (!isCondition)
        throw new SplError("Error in 'where' command: The result of the expression is not boolean.");
      yield* mapBatches(rows, (batch) => batch.filter(condition));
    },
  };
};
