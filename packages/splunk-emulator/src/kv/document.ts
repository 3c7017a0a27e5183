/** A KV Store record as it is kept, `_key` and `_user` included. */
export type Document = Readonly<Record<string, unknown>>;

/** True for a JSON object, which is all that a record or a query may be. */
export function isObject(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Value at a dotted path; undefined where the path leads nowhere. */
export function valueAt(document: Document, path: string): unknown {
  if (Object.hasOwn(document, path)) return document[path];
  let value: unknown = document;
  for (const part of path.split('.')) {
    if (!isObject(value) || !Object.hasOwn(value, part)) return undefined;
    value = value[part];
  }
  return value;
}

const ranks = ['nothing', 'number', 'string', 'object', 'array', 'boolean'] as const;

/** MongoDB's order of values: absent or null, numbers, texts, objects, arrays, booleans; within a type as usual. */
export function compareValues(a: unknown, b: unknown): number {
  const rank = rankOf(a) - rankOf(b);
  if (rank !== 0) return rank;
  // Not by their difference: 1e999 is infinite in JSON, and infinities differ by nothing that is a number.
  const [left, right] =
    typeof a === 'string' || typeof a === 'number'
      ? [a, b as typeof a]
      : [JSON.stringify(a), JSON.stringify(b)];
  if (left === right || left === undefined || right === undefined) return 0;
  return left < right ? -1 : 1;
}

/** Position of a value's type in that order; values of different types are never greater or less in a query. */
export function rankOf(value: unknown): number {
  if (value === undefined || value === null) return 0;
  if (Array.isArray(value)) return ranks.indexOf('array');
  return ranks.indexOf(typeof value as (typeof ranks)[number]);
}
