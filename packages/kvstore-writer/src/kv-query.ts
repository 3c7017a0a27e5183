/** A value in a query: lists and objects are not compared. */
export type KvScalar = string | number | boolean | null;

/** What a field is compared with: a value it equals, or documented operators. */
export type KvCondition =
  | KvScalar
  | {
      readonly $gt?: KvScalar;
      readonly $gte?: KvScalar;
      readonly $lt?: KvScalar;
      readonly $lte?: KvScalar;
      readonly $ne?: KvScalar;
    };

/** Conditions that all hold; `$and`, `$or` and `$not` combine queries. Only what Splunk documents: no other operator is accepted. */
export interface KvQuery {
  readonly $and?: readonly KvQuery[];
  readonly $or?: readonly KvQuery[];
  readonly $not?: KvQuery;
  readonly [field: string]: KvCondition | readonly KvQuery[] | KvQuery | undefined;
}

const COMPARISONS = new Set(['$gt', '$gte', '$lt', '$lte', '$ne']);

/**
 * A query as the text of the `query` parameter. A value is always data: a name or a value that comes from an event cannot become an operator, because
 * only the eight documented ones pass, each in its place, and field names are plain words.
 *
 * @throws RangeError for any other operator or name; TypeError for a value that is not text, a finite number, a boolean or null.
 * @example
 * quoteKvQuery({ user: 'o"brien', score: { $gte: 90 } }); // => '{"user":"o\\"brien","score":{"$gte":90}}'
 */
export function quoteKvQuery(query: KvQuery): string {
  checkQuery(query);
  return JSON.stringify(query);
}

function checkQuery(query: unknown): void {
  for (const [name, value] of Object.entries(requireObject(query))) {
    if (name === '$and' || name === '$or') {
      if (!Array.isArray(value) || value.length === 0)
        throw new TypeError(`${name} is ${shown(value)}, expected a list of queries`);
      value.forEach(checkQuery);
    } else if (name === '$not') {
      checkQuery(value);
    } else {
      requireFieldName(name);
      checkCondition(name, value);
    }
  }
}

function checkCondition(field: string, condition: unknown): void {
  if (typeof condition !== 'object' || condition === null) return requireScalar(field, condition);
  for (const [operator, value] of Object.entries(requireObject(condition))) {
    if (!COMPARISONS.has(operator)) {
      throw new RangeError(
        `${field} is compared by ${JSON.stringify(operator)}, expected one of ${[...COMPARISONS].join(' ')}`,
      );
    }
    requireScalar(field, value);
  }
}

/** @throws RangeError unless the name is a plain word: whether dots and dollars are safe in KV Store is not documented. */
export function requireFieldName(name: string): void {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return;
  throw new RangeError(`field name is ${JSON.stringify(name)}, expected letters, digits and _ only`);
}

function requireScalar(field: string, value: unknown): void {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value))
    return;
  throw new TypeError(
    `${field} is compared with ${shown(value)}, expected text, a finite number, a boolean or null`,
  );
}

function requireObject(value: unknown): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new TypeError(`query is ${shown(value)}, expected an object`);
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
