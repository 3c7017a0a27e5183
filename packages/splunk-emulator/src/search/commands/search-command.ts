import { compileExpression } from '../match-row.ts';
import { fieldsOf } from '../push-down.ts';
import { parseSearchExpression } from '../search-expression.ts';
import type { Command } from './command.ts';

/** `| search ...` within a pipeline: keeps the rows that match. */
export function parseSearchCommand(argument: string): Command {
  const expression = parseSearchExpression(argument);
  const test = compileExpression(expression);
  return {
    needs: fieldsOf(expression),
    transforming: false,
    async *run(rows) {
      for await (const batch of rows) yield batch.filter(test);
    },
  };
}
