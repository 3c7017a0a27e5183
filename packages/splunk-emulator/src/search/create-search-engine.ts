import type { EventQuery, EventStore } from '../store/store.ts';
import type { Command, CommandParser } from './commands/command.ts';
import { parseEvalCommand } from './commands/eval-command.ts';
import { parseFieldsCommand } from './commands/fields-command.ts';
import { parseHeadCommand } from './commands/head-command.ts';
import { parseLookupCommand } from './commands/lookup-command.ts';
import { parseSearchCommand } from './commands/search-command.ts';
import { parseSort, parseSortCommand } from './commands/sort-command.ts';
import { parseStatsCommand } from './commands/stats-command.ts';
import { parseTableCommand } from './commands/table-command.ts';
import { createRowMaker } from './event-row.ts';
import { compileExpression } from './match-row.ts';
import { fieldsOf, metadataConditions } from './push-down.ts';
import { SearchError, type Batches, type SearchEngine } from './search-engine.ts';
import { parseSearchExpression, type Expression } from './search-expression.ts';
import { splitPipeline, type CommandText } from './split-pipeline.ts';
import { timeRangeOf, withoutTimes } from './time-range.ts';

const parsers: Readonly<Record<string, CommandParser>> = {
  search: parseSearchCommand,
  head: parseHeadCommand,
  sort: parseSortCommand,
  fields: parseFieldsCommand,
  table: parseTableCommand,
  stats: parseStatsCommand,
  eval: parseEvalCommand,
  lookup: parseLookupCommand,
};

/** The search language over a store of events: `search`, then any of `search sort head fields table stats eval`. */
export function createSearchEngine(events: EventStore): SearchEngine {
  return {
    prepare(search, scope) {
      const [first, ...rest] = splitPipeline(search);
      for (const { name } of [first!, ...rest]) {
        if (!Object.hasOwn(parsers, name)) throw new SearchError(`Unknown search command '${name}'.`);
      }
      if (first!.name !== 'search') {
        throw new SearchError(`Error in '${first!.name}' command: This command must follow a search.`);
      }
      const parsed = parseSearchExpression(first!.argument);
      const range = timeRangeOf(parsed, scope);
      const expression = withDefaultIndex(withoutTimes(parsed));
      const { order, remaining } = storeOrder(rest);
      const commands = remaining.map(({ name, argument }) => parsers[name]!(argument));
      const query: EventQuery = {
        ...range,
        metadata: metadataConditions(expression),
        order,
        ...(scope.seesIndex && { seesIndex: scope.seesIndex }),
      };
      const wanted = wantedFields(expression, commands, scope.requiredFields ?? []);
      const columns = commands.findLast((command) => command.transforming)?.columns;
      return {
        transforming: commands.some((command) => command.transforming),
        ...(columns !== undefined && { columns }),
        earliest: range.earliest,
        latest: range.latest,
        run: () =>
          commands.reduce<Batches>(
            (rows, command) => command.run(rows),
            readRows(events, query, expression, wanted),
          ),
      };
    },
  };
}

async function* readRows(
  events: EventStore,
  query: EventQuery,
  expression: Expression,
  wanted: readonly string[],
): Batches {
  const toRow = createRowMaker(wanted);
  const matches = compileExpression(expression);
  for await (const batch of events.read(query)) yield batch.map(toRow).filter(matches);
}

/** Without any word on the index, Splunk searches the user's default one. */
function withDefaultIndex(expression: Expression): Expression {
  if (fieldsOf(expression).includes('index')) return expression;
  const main: Expression = { kind: 'compare', field: 'index', operator: '=', values: ['main'] };
  return { kind: 'and', parts: [main, expression] };
}

/** A sort by time alone straight after the search is left to the store, which then need not hold all rows. */
function storeOrder(commands: readonly CommandText[]): {
  order: EventQuery['order'];
  remaining: readonly CommandText[];
} {
  const [first, ...remaining] = commands;
  if (first?.name !== 'sort') return { order: 'newest', remaining: commands };
  const { limit, keys } = parseSort(first.argument);
  if (limit !== 0 || keys.length !== 1 || keys[0]!.field !== '_time')
    return { order: 'newest', remaining: commands };
  return { order: keys[0]!.descending ? 'newest' : 'oldest', remaining };
}

function wantedFields(
  expression: Expression,
  commands: readonly Command[],
  required: readonly string[],
): readonly string[] {
  return [...new Set([...fieldsOf(expression), ...commands.flatMap(({ needs }) => needs), ...required])];
}
