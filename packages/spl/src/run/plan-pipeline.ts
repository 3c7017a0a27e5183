import { commandParsers } from '../commands/command-list.ts';
import type { Command, CommandContext } from '../commands/command.ts';
import { parseSort } from '../commands/sort-command.ts';
import { noRows } from '../commands/streaming.ts';
import { checkModifiers } from '../match/check-modifiers.ts';
import type { Environment, EventQuery, PreparedSearch, SearchScope } from '../environment.ts';
import { expandKnowledge } from '../match/expand-knowledge.ts';
import { compileExpression } from '../match/match-row.ts';
import { fieldsOf, metadataConditions } from '../match/push-down.ts';
import { columnsOf, neededBy } from './analyse-fields.ts';
import { timeRangeOf, withoutTimes, type TimeRange } from '../match/time-range.ts';
import type { Batches } from '../row.ts';
import { parseSearchExpression, type Expression } from '../syntax/search-expression.ts';
import type { CommandText } from '../syntax/split-pipeline.ts';

export interface PlanOptions {
  readonly scope: SearchScope;
  readonly environment: Environment;
  readonly prepare: CommandContext['prepare'];
}

const everything: Expression = { kind: 'and', parts: [] };

/** Turns the commands of a pipeline, free of macros and of subsearches that stand for a text, into a search to run. */
export function planPipeline(commands: readonly CommandText[], options: PlanOptions): PreparedSearch {
  const { environment, scope, prepare } = options;
  const [first, ...rest] = commands;
  const readsEvents = first?.name === 'search';
  const written = readsEvents ? parseSearchExpression(first.argument) : everything;
  checkModifiers(written);
  const range = timeRangeOf(written, scope, environment.now);
  const { order, remaining } = readsEvents
    ? storeOrder(rest)
    : { order: 'newest' as const, remaining: commands };
  const parsed = remaining.map(({ name, argument }, i): Command =>
    commandParsers[name]!(argument, {
      environment,
      isFirst: !readsEvents && i === 0,
      earliest: range.earliest,
      latest: range.latest,
      prepare,
    }),
  );
  const source = readsEvents
    ? eventSource(withoutTimes(written, environment.now), { range, order, parsed, ...options })
    : () => noRows();
  const columns = columnsOf(parsed);
  return {
    transforming: parsed.some((command) => command.transforming),
    ...(columns !== undefined && { columns }),
    earliest: range.earliest,
    latest: range.latest,
    run: () => inTurn(parsed, source()),
  };
}

/** Each command over the rows of the one before, which it may change if they are nobody else's. */
function inTurn(commands: readonly Command[], source: Batches): Batches {
  let [rows, mayChange] = [source, false];
  for (const { run, givesOwnRows = false } of commands) {
    rows = run(rows, mayChange);
    if (givesOwnRows !== 'passed') mayChange = givesOwnRows;
  }
  return rows;
}

interface SourceOptions extends PlanOptions {
  readonly range: TimeRange;
  readonly order: EventQuery['order'];
  readonly parsed: readonly Command[];
}

function eventSource(
  written: Expression,
  { range, order, parsed, environment, scope }: SourceOptions,
): () => Batches {
  const expression = withDefaultIndex(
    expandKnowledge(written, environment),
    environment.defaultIndexes ?? ['main'],
  );
  const matches = compileExpression(expression);
  const query: EventQuery = {
    ...range,
    metadata: metadataConditions(expression),
    order,
    fields: [...new Set([...fieldsOf(expression), ...neededBy(parsed, scope.requiredFields ?? [])])],
  };
  return async function* () {
    for await (const batch of environment.readEvents(query)) yield batch.filter(matches);
  };
}

/** Without any word on the index, Splunk searches the user's default one. */
function withDefaultIndex(expression: Expression, values: readonly string[]): Expression {
  if (fieldsOf(expression).includes('index')) return expression;
  const index: Expression = { kind: 'compare', field: 'index', operator: '=', values };
  return { kind: 'and', parts: [index, expression] };
}

/** A sort by time alone straight after the search is left to the store, which then need not hold all rows. */
function storeOrder(commands: readonly CommandText[]): {
  order: EventQuery['order'];
  remaining: readonly CommandText[];
} {
  const [first, ...rest] = commands;
  if (first?.name !== 'sort') return { order: 'newest', remaining: commands };
  const { limit, keys } = parseSort(first.argument);
  if (keys.length !== 1 || keys[0]!.field !== '_time') return { order: 'newest', remaining: commands };
  const order = keys[0]!.descending ? 'newest' : 'oldest';
  return { order, remaining: limit === 0 ? rest : [{ name: 'head', argument: String(limit) }, ...rest] };
}
