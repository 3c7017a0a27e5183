import type { KeyRange } from '../store/store.ts';
import { isObject } from './document.ts';

/** What a query says about `_key`, and whether it says anything more. */
export interface KeyQuery {
  readonly range: KeyRange;
  /** True when the range alone decides, so that records need not be looked into. */
  readonly complete: boolean;
}

const bounds = { $gt: 'above', $gte: 'atLeast', $lt: 'below', $lte: 'atMost' } as const;
const nothing: KeyQuery = { range: {}, complete: false };

/** Reads conditions on `_key` out of a query: an equality, bounds, an `$or` of equalities, and an `$and` of these. */
export function keyQuery(query: unknown): KeyQuery {
  if (!isObject(query)) return nothing;
  return Object.entries(query).map(conditionOf).reduce(both, { range: {}, complete: true });
}

function conditionOf([name, condition]: [string, unknown]): KeyQuery {
  if (name === '$and' && Array.isArray(condition)) {
    return condition.map(keyQuery).reduce(both, { range: {}, complete: true });
  }
  let range: KeyRange | undefined;
  if (name === '_key') range = rangeOf(condition);
  if (name === '$or') range = keysOfAlternatives(condition);
  return range === undefined ? nothing : { range, complete: true };
}

/** What holds when both hold. A bound given twice is left to the look into the record. */
function both(a: KeyQuery, b: KeyQuery): KeyQuery {
  const clash = Object.keys(b.range).some((bound) => Object.hasOwn(a.range, bound));
  return { range: { ...b.range, ...a.range }, complete: a.complete && b.complete && !clash };
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
