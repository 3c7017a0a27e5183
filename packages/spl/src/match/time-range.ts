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

const modifiers = ['earliest', 'latest', '_index_earliest', '_index_latest'] as const;
type Modifier = (typeof modifiers)[number];

/** The windows of a search: modifiers written in it win over the request's parameters. */
export function timeRangeOf(expression: Expression, scope: SearchScope, now: number): TimeRange {
  const written = new Map(collectTimes(expression));
  const read = (modifier: Modifier, sent: string | undefined, open: number): number => {
    const text = written.get(modifier) ?? sent ?? '';
    if (text === '') return open;
    const time = parseTimeModifier(text, now);
    if (time === undefined) throw new SplError(`Invalid ${modifier.replace(/^_/, '')}_time.`);
    return time;
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

/** The expression with its time modifiers taken out: they hold for the whole search, not for one term. */
export function withoutTimes(expression: Expression): Expression {
  if (isTime(expression)) return { kind: 'and', parts: [] };
  if (expression.kind === 'and' || expression.kind === 'or') {
    return {
      kind: expression.kind,
      parts: expression.parts.filter((part) => !isTime(part)).map(withoutTimes),
    };
  }
  return expression;
}

function collectTimes(expression: Expression): readonly (readonly [Modifier, string])[] {
  if (isTime(expression)) return [[expression.field as Modifier, expression.values[0]!]];
  if (expression.kind === 'and' || expression.kind === 'or') return expression.parts.flatMap(collectTimes);
  return [];
}

function isTime(expression: Expression): expression is Comparison {
  return (
    expression.kind === 'compare' &&
    expression.operator === '=' &&
    modifiers.some((modifier) => modifier === expression.field)
  );
}
