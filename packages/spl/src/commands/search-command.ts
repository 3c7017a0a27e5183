import { expandKnowledge } from '../match/expand-knowledge.ts';
import { compileExpression } from '../match/match-row.ts';
import { fieldsOf } from '../match/push-down.ts';
import { parseSearchExpression } from '../syntax/search-expression.ts';
import type { CommandParser } from './command.ts';
import { mapBatches } from './streaming.ts';

/** `| search ...` within a pipeline: keeps the rows that match. The first command of a search is read by the engine. */
export const parseSearchCommand: CommandParser = (argument, { environment }) => {
  const expression = expandKnowledge(parseSearchExpression(argument), environment);
  const test = compileExpression(expression);
  return {
    needs: fieldsOf(expression),
    transforming: false,
    givesOwnRows: 'passed',
    columnsAfter: (columns) => columns,
    run: (rows) => mapBatches(rows, (batch) => batch.filter(test)),
  };
};
