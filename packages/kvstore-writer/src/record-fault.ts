/** Types that KV Store knows: `time` is epoch seconds as a number. */
export type KvFieldType = 'string' | 'number' | 'bool' | 'time' | 'array';

/** A record: its key and its fields. */
export interface KvRecord {
  readonly _key: string;
  readonly [field: string]: unknown;
}

const FITS: Readonly<Record<KvFieldType, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => Number.isFinite(value),
  bool: (value) => typeof value === 'boolean',
  time: (value) => Number.isFinite(value),
  array: (value) => Array.isArray(value),
};

/** The key of a record may hold letters, digits and `_ . @ : -`, 200 characters at most, not starting with a dot. */
const KEY = /^[A-Za-z0-9_@:-][A-Za-z0-9_.@:-]{0,199}$/;

/**
 * Why a record must not be sent, or undefined. Splunk drops a value of the wrong type without a word and guesses the type of an undeclared
 * field, so both are faults here. Null and undefined are absent values and fit every type.
 *
 * @param fields - Declared types, `run_id` included.
 * @example
 * recordFault({ _key: 'a', score: '7' }, { score: 'number' }); // => 'score is a string, expected number'
 */
export function recordFault(
  record: KvRecord,
  fields: Readonly<Record<string, KvFieldType>>,
): string | undefined {
  if (typeof record !== 'object' || record === null || Array.isArray(record))
    return 'the record is not an object';
  if (typeof record._key !== 'string') return '_key is missing';
  if (!KEY.test(record._key))
    return `_key is ${JSON.stringify(record._key.slice(0, 60))}, expected 1 to 200 of A-Z a-z 0-9 _ . @ : -`;
  for (const name in record) {
    const value = record[name];
    if (value === undefined || value === null || name === '_key' || name === '_user') continue;
    const type = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (type === undefined) return `${name} is not a declared field`;
    if (!FITS[type](value)) return `${name} is ${kindOf(value)}, expected ${type}`;
  }
  return undefined;
}

function kindOf(value: unknown): string {
  if (typeof value === 'number') return Number.isFinite(value) ? 'a number' : String(value);
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
