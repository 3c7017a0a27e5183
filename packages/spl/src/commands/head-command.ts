import { compileExpression } from '../eval/compile-expression.ts';
import type { Batches, Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import { booleanOption, integerOption } from '../syntax/arguments.ts';
import type { Command, CommandParser } from './command.ts';
import { takeRows } from './streaming.ts';

/**
 * `| head [N] [limit=N] [(expression)] [keeplast=] [null=]`: the first rows, 10 unless told, and nothing is read beyond them.
 *
 * With an expression, the rows before the first of which it is not true; `keeplast` keeps that row too, `null=true` goes on
 * where the expression is null.
 */
export const parseHeadCommand: CommandParser = (argument, { environment }) => {
  const options = new Map<string, string>();
  const rest = argument.replace(
    /(?<=^|\s)(limit|keeplast|null)\s*=\s*(\w+)(?=\s|$)/gi,
    (_, name: string, text: string) => {
      options.set(name.toLowerCase(), text);
      return '';
    },
  );
  const [, counted, expression] = /^(\d+(?=\s|$))?\s*(.*)$/s.exec(rest.trim())!;
  if (counted !== undefined && options.has('limit'))
    throw new SplError("Error in 'head' command: The count and 'limit' cannot be used together.");
  const limit = integerOption(
    'head',
    'limit',
    counted ?? options.get('limit'),
    expression === '' ? 10 : Infinity,
  );
  if (expression === '') return commandOf([], (rows) => takeRows(rows, limit));
  const { evaluate, needs, failure } = compileExpression(expression!, {
    now: environment.now,
    command: 'head',
  });
  const keepsLast = booleanOption('head', 'keeplast', options.get('keeplast'), false);
  const passesNull = booleanOption('head', 'null', options.get('null'), false);
  const passes = (row: Row): boolean => {
    const value = evaluate(row);
    return value === true || (passesNull && value === null);
  };
  return commandOf(needs, async function* (rows) {
    if (failure !== undefined) throw failure;
    for await (const batch of takeRows(rows, limit)) {
      const end = batch.findIndex((row) => !passes(row));
      yield end === -1 ? batch : batch.slice(0, keepsLast ? end + 1 : end);
      if (end !== -1) return;
    }
  });
};

function commandOf(needs: readonly string[], run: (rows: Batches) => Batches): Command {
  return { needs, transforming: false, columnsAfter: (columns) => columns, run };
}
