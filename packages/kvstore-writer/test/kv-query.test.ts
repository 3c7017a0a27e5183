import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { quoteKvQuery, type KvQuery } from '../src/index.ts';

test.for<[KvQuery, string]>([
  [{}, '{}'],
  [{ user: 'alice', n: 1, b: true, gone: null }, '{"user":"alice","n":1,"b":true,"gone":null}'],
  [{ _key: { $gt: 'a' } }, '{"_key":{"$gt":"a"}}'],
  [{ n: { $gte: 1, $lt: 2 }, run_id: { $ne: 'r' } }, '{"n":{"$gte":1,"$lt":2},"run_id":{"$ne":"r"}}'],
  [{ $or: [{ a: 1 }, { $not: { b: 2 } }] }, '{"$or":[{"a":1},{"$not":{"b":2}}]}'],
])('writes %j', ([query, text]) => {
  expect(quoteKvQuery(query)).toBe(text);
});

test.for([
  {
    query: { user: { $regex: '.*' } },
    message: 'user is compared by "$regex", expected one of $gt $gte $lt $lte $ne',
  },
  {
    query: { user: { $where: 'x' } },
    message: 'user is compared by "$where", expected one of $gt $gte $lt $lte $ne',
  },
  { query: { $in: [1] }, message: 'field name is "$in", expected letters, digits and _ only' },
  { query: { 'a.b': 1 }, message: 'field name is "a.b", expected letters, digits and _ only' },
  { query: { user: ['a'] }, message: 'query is a list, expected an object' },
  {
    query: { user: { $ne: { $gt: '' } } },
    message: 'user is compared with an object, expected text, a finite number, a boolean or null',
  },
  {
    query: { n: Number.NaN },
    message: 'n is compared with NaN, expected text, a finite number, a boolean or null',
  },
  {
    query: { n: undefined },
    message: 'n is compared with undefined, expected text, a finite number, a boolean or null',
  },
  { query: { $and: [] }, message: '$and is a list, expected a list of queries' },
  { query: { $and: { a: 1 } }, message: '$and is an object, expected a list of queries' },
  { query: { $or: [null] }, message: 'query is null, expected an object' },
  { query: [], message: 'query is a list, expected an object' },
])('refuses $query', ({ query, message }) => {
  expect(() => quoteKvQuery(query as unknown as KvQuery)).toThrow(message);
});

it('keeps any text a value', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (user) => {
      expect(JSON.parse(quoteKvQuery({ user }))).toEqual({ user });
    }),
  );
});

it('lets no value that came from outside become an operator', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      let text: string;
      try {
        text = quoteKvQuery({ user: value as string });
      } catch (error) {
        expect(error).toSatisfy((e) => e instanceof TypeError || e instanceof RangeError);
        return;
      }
      const [condition] = Object.values(JSON.parse(text) as object) as unknown[];
      const operators = typeof condition === 'object' && condition !== null ? Object.keys(condition) : [];
      for (const operator of operators) expect(['$gt', '$gte', '$lt', '$lte', '$ne']).toContain(operator);
    }),
  );
});
