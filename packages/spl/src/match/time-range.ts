import type { SearchScope } from '../environment.ts';
import { SplError } from '../spl-error.ts';
import type { Comparison, Expression } from '../syntax/search-expression.ts';
import { parseTimeModifier } from '../time/time-modifier.ts';

/** Half-open windows on event time and on index time, epoch seconds; open ends are infinite. */
export interface TimeRange {
  readonly earliest: number;
  readonly latest: number;
  readonly indexEarliest: number;
  readonly indexLatest: number;
}

/** A modifier as the comparison that it is within OR and NOT. */
const comparisons = {
  earliest: { field: '_time', operator: '>=' },
  latest: { field: '_time', operator: '<' },
  _index_earliest: { field: '_indextime', operator: '>=' },
  _index_latest: { field: '_indextime', operator: '<' },
} as const;
type Modifier = keyof typeof comparisons;

/**
 * The windows of a search: modifiers written in it win over the request's parameters.
 *
 * A modifier that stands within OR or NOT bounds nothing but its own part, and leaves that end of the window open.
 *
 * @throws SplError for what is no time, and for a window that ends before it begins.
 */
export function timeRangeOf(expression: Expression, scope: SearchScope, now: number): TimeRange {
  const written = new Map(collect(expression, 'window'));
  const parted = new Set(collect(expression, 'part').map(([modifier]) => modifier));
  const read = (modifier: Modifier, sent: string | undefined, open: number): number => {
    const text = written.get(modifier) ?? (parted.has(modifier) ? '' : (sent ?? ''));
    return text === '' ? open : timeOf(modifier, text, now);
  };
  const range = {
    earliest: read('earliest', scope.earliest, -Infinity),
    latest: read('latest', scope.latest, Infinity),
    indexEarliest: read('_index_earliest', scope.indexEarliest, -Infinity),
    indexLatest: read('_index_latest', scope.indexLatest, Infinity),
  };
  if (range.earliest > range.latest) throw new SplError('latest_time must be after earliest_time.');
  return range;
}

function timeOf(modifier: string, text: string, now: number): number {
  const time = parseTimeModifier(text, now);
  if (time === undefined) throw new SplError(`Invalid ${modifier.replace(/^_/, '')}_time.`);
  return time;
}

/** The expression with its time modifiers taken out, or turned into comparisons where they stand within OR or NOT. */
export function withoutTimes(expression: Expression, now: number): Expression {
  if (isTime(expression)) return { kind: 'and', parts: [] };
  if (expression.kind !== 'and') return withComparisons(expression, now);
  return {
    kind: 'and',
    parts: expression.parts.filter((part) => !isTime(part)).map((part) => withoutTimes(part, now)),
  };
}

function withComparisons(expression: Expression, now: number): Expression {
  if (isTime(expression)) {
    const { field, operator } = comparisons[expression.field as Modifier];
    return {
      kind: 'compare',
      field,
      operator,
      values: [String(timeOf(expression.field, expression.values[0]!, now))],
    };
  }
  if (expression.kind === 'not') return { kind: 'not', part: withComparisons(expression.part, now) };
  if (expression.kind === 'and' || expression.kind === 'or')
    return { kind: expression.kind, parts: expression.parts.map((part) => withComparisons(part, now)) };
  return expression;
}

/** Modifiers that bound the whole search, or those that bound a part of it. */
function collect(expression: Expression, what: 'window' | 'part'): readonly (readonly [Modifier, string])[] {
  if (expression.kind === 'and') return expression.parts.flatMap((part) => collect(part, what));
  if (isTime(expression))
    return what === 'window' ? [[expression.field as Modifier, expression.values[0]!]] : [];
  return what === 'part' ? allTimes(expression) : [];
}

function allTimes(expression: Expression): readonly (readonly [Modifier, string])[] {
  if (isTime(expression)) return [[expression.field as Modifier, expression.values[0]!]];
  if (expression.kind === 'not') return allTimes(expression.part);
  return expression.kind === 'and' || expression.kind === 'or' ? expression.parts.flatMap(allTimes) : [];
}

function isTime(expression: Expression): expression is Comparison {
  return (
    expression.kind === 'compare' &&
    expression.operator === '=' &&
    Object.hasOwn(comparisons, expression.field)
  );
}
