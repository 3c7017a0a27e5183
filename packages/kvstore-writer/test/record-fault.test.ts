import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { recordFault, safeKey, type KvRecord } from '../src/index.ts';

const fields = { s: 'string', n: 'number', b: 'bool', t: 'time', a: 'array' } as const;

test.for<{ record: unknown; fault: string | undefined }>([
  { record: { _key: 'k', s: '', n: 0, b: false, t: 1.5, a: [] }, fault: undefined },
  { record: { _key: 'k', s: null, n: undefined }, fault: undefined },
  { record: { _key: 'k', _user: 'nobody' }, fault: undefined },
  { record: { _key: 'k', s: 1 }, fault: 's is a number, expected string' },
  { record: { _key: 'k', n: '1' }, fault: 'n is a string, expected number' },
  { record: { _key: 'k', n: Number.NaN }, fault: 'n is NaN, expected number' },
  { record: { _key: 'k', n: Number.POSITIVE_INFINITY }, fault: 'n is Infinity, expected number' },
  { record: { _key: 'k', b: 'true' }, fault: 'b is a string, expected bool' },
  { record: { _key: 'k', t: '2026-01-01T00:00:00Z' }, fault: 't is a string, expected time' },
  { record: { _key: 'k', a: 'x' }, fault: 'a is a string, expected array' },
  { record: { _key: 'k', s: ['x'] }, fault: 's is an array, expected string' },
  { record: { _key: 'k', s: {} }, fault: 's is an object, expected string' },
  { record: { _key: 'k', other: 1 }, fault: 'other is not a declared field' },
  { record: { _key: 'k', constructor: 'x' }, fault: 'constructor is not a declared field' },
  { record: {}, fault: '_key is missing' },
  { record: { _key: 7 }, fault: '_key is missing' },
  { record: { _key: '' }, fault: '_key is "", expected 1 to 200 of A-Z a-z 0-9 _ . @ : -' },
  { record: { _key: 'a/b' }, fault: '_key is "a/b", expected 1 to 200 of A-Z a-z 0-9 _ . @ : -' },
  { record: { _key: '..' }, fault: '_key is "..", expected 1 to 200 of A-Z a-z 0-9 _ . @ : -' },
  { record: null, fault: 'the record is not an object' },
  { record: [], fault: 'the record is not an object' },
])('finds in $record: $fault', ({ record, fault }) => {
  expect(recordFault(record as unknown as KvRecord, fields)).toBe(fault);
});

test.for([
  ['user_alice.smith@example.org', 'user_alice.smith@example.org'],
  ['2026-01-01_bob', '2026-01-01_bob'],
  ['DOM\\alice', 'DOM_alice-6f1f1cb5d1cd8a7d6f3bd9d4c9e2a0b1'],
])('makes a key of %j', ([text, key]) => {
  if (text === key) expect(safeKey(text!)).toBe(key);
  else expect(safeKey(text!)).toMatch(/^DOM_alice-[0-9a-f]{32}$/);
});

it('makes an acceptable key of any text, and different keys of different texts', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string().map(safeKey),
    fc.string({ minLength: 195, maxLength: 300 }),
  );
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(recordFault({ _key: safeKey(a) }, {})).toBeUndefined();
      if (a !== b) expect(safeKey(a)).not.toBe(safeKey(b));
    }),
    { numRuns: 1000 },
  );
});
