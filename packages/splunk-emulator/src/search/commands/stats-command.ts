import { emptyRow } from '../empty-row.ts';
import { SearchError, type Row } from '../search-engine.ts';
import { createAggregate, isAggregate, type Aggregate } from './aggregate.ts';
import { splitNames, type Command } from './command.ts';

interface Measure {
  readonly name: string;
  readonly kind: string;
  readonly field: string | undefined;
}

interface Group {
  readonly values: readonly string[];
  readonly aggregates: readonly Aggregate[];
}

/** `| stats count dc(user) as users by host`: one row per combination of values, in their order. */
export function parseStatsCommand(argument: string): Command {
  const [, measureText, byText] = /^(.*?)(?:\s+by\s+(.*))?$/is.exec(argument)!;
  const measures = parseMeasures(measureText!);
  const by = splitNames(byText ?? '');
  return {
    needs: [...by, ...measures.flatMap(({ field }) => field ?? [])],
    transforming: true,
    columns: [...by, ...measures.map(({ name }) => name)],
    async *run(rows) {
      const groups = new Map<string, Group>();
      if (by.length === 0) groups.set('[]', startGroup([], measures));
      for await (const batch of rows) {
        for (const row of batch) {
          for (const values of combinations(row, by)) {
            const key = JSON.stringify(values);
            let group = groups.get(key);
            if (group === undefined) groups.set(key, (group = startGroup(values, measures)));
            group.aggregates.forEach((aggregate, i) => addTo(aggregate, row, measures[i]!));
          }
        }
      }
      yield [...groups.values()].sort(byValues).map((group) => toRow(group, by, measures));
    },
  };
}

function parseMeasures(text: string): Measure[] {
  const measures = [
    ...text.matchAll(
      /([A-Za-z_]+)(?:\(\s*("?)([^()"]*)\2\s*\))?(?:\s+as\s+("[^"]+"|[^\s,]+))?(?:[\s,]+|$)/giy,
    ),
  ].map(([whole, kind, , field, alias]): Measure => {
    const function_ = kind!.toLowerCase() === 'c' ? 'count' : kind!.toLowerCase();
    if (!isAggregate(function_) || (function_ !== 'count' && (field ?? '') === '')) {
      throw new SearchError(`Error in 'stats' command: The argument '${whole.trim()}' is invalid.`);
    }
    const plain = field === undefined || field === '' ? function_ : `${function_}(${field})`;
    return {
      name: alias?.replaceAll('"', '') ?? plain,
      kind: function_,
      field: field === '' ? undefined : field,
    };
  });
  if (measures.length === 0) {
    throw new SearchError(
      text === ''
        ? "Error in 'stats' command: A list of aggregation functions is required."
        : `Error in 'stats' command: The argument '${text}' is invalid.`,
    );
  }
  return measures;
}

function startGroup(values: readonly string[], measures: readonly Measure[]): Group {
  return { values, aggregates: measures.map(({ kind }) => createAggregate(kind)) };
}

/** Every combination of the row's values of the `by` fields; none when one is missing. */
function combinations(row: Row, by: readonly string[]): string[][] {
  let combined: string[][] = [[]];
  for (const field of by) {
    const value = row[field];
    const values = value === undefined ? [] : [value].flat();
    combined = combined.flatMap((start) => values.map((item) => [...start, item]));
  }
  return combined;
}

function addTo(aggregate: Aggregate, row: Row, { field }: Measure): void {
  if (field === undefined) return aggregate.add('');
  const value = row[field];
  if (value !== undefined) for (const item of [value].flat()) aggregate.add(item);
}

function byValues(a: Group, b: Group): number {
  for (const [i, value] of a.values.entries()) {
    if (value !== b.values[i]) return value < b.values[i]! ? -1 : 1;
  }
  return 0;
}

function toRow(group: Group, by: readonly string[], measures: readonly Measure[]): Row {
  const row = emptyRow();
  by.forEach((field, i) => (row[field] = group.values[i]!));
  measures.forEach(({ name }, i) => {
    const value = group.aggregates[i]!.value();
    if (value !== undefined) row[name] = value;
  });
  return row;
}
