import type { KeyRange } from '../store/store.ts';
import { isObject } from './document.ts';

/** What a query says about `_key`, and whether it says anything more. */
export interface KeyQuery {
  readonly range: KeyRange;
  /** True when the range alone decides, so that the store can limit and skip by itself. */
  readonly complete: boolean;
}

const bounds = { $gt: 'above', $gte: 'atLeast', $lt: 'below', $lte: 'atMost' } as const;

/** Reads conditions on `_key` out of a query: an equality, bounds, or an `$or` of equalities. */
export function keyQuery(query: unknown): KeyQuery {
  if (!isObject(query)) return { range: {}, complete: false };
  const names = Object.keys(query);
  const onKey = Object.hasOwn(query, '_key') ? rangeOf(query['_key']) : keysOfAlternatives(query['$or']);
  if (onKey === undefined) return { range: {}, complete: names.length === 0 };
  return { range: onKey, complete: names.length === 1 };
}

function rangeOf(condition: unknown): KeyRange | undefined {
  if (typeof condition === 'string') return { equal: [condition] };
  if (!isObject(condition)) return undefined;
  const range: Record<string, string> = {};
  for (const [operator, operand] of Object.entries(condition)) {
    const bound = Object.hasOwn(bounds, operator) ? bounds[operator as keyof typeof bounds] : undefined;
    if (bound === undefined || typeof operand !== 'string') return undefined;
    range[bound] = operand;
  }
  return range;
}

function keysOfAlternatives(alternatives: unknown): KeyRange | undefined {
  if (!Array.isArray(alternatives) || alternatives.length === 0) return undefined;
  const equal = alternatives.map((item) =>
    isObject(item) && Object.keys(item).length === 1 ? item['_key'] : undefined,
  );
  return equal.every((key) => typeof key === 'string') ? { equal } : undefined;
}
