import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileQuery } from '../src/kv/compile-query.ts';
import { findDocuments, findKeys } from '../src/kv/find-documents.ts';
import { noLog } from '../src/store/document-log.ts';
import { createDocumentStore } from '../src/store/document-store.ts';

const space = { app: 'a', collection: 'c', owner: 'nobody' };
const key = fc.stringMatching(/^[a-d]{1,2}$/);
const condition = fc.oneof(
  key,
  fc.dictionary(fc.constantFrom('$gt', '$gte', '$lt', '$lte', '$ne'), key, { minKeys: 1, maxKeys: 3 }),
);
const part = fc.oneof(
  condition.map((_key) => ({ _key })),
  fc.integer({ min: 0, max: 3 }).map((n) => ({ n })),
  fc.array(key, { minLength: 1, maxLength: 3 }).map((keys) => ({ $or: keys.map((_key) => ({ _key })) })),
);
const query = fc.oneof(
  fc.constant({}),
  part,
  fc.array(part, { maxLength: 3 }).map(($and) => ({ $and })),
  fc.tuple(part, part).map(([first, second]) => ({ $and: [second], ...first })),
);
const step = fc.oneof(
  fc.record({ put: key, n: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ remove: query }),
  fc.constant({ read: true }),
);

it('finds, in order, what looking into every record would find, whatever was written and removed before', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 30 }),
      query,
      fc.constantFrom(undefined, 1 as const, -1 as const),
      fc.nat({ max: 3 }),
      fc.nat({ max: 4 }),
      async (steps, wanted, direction, skip, limit) => {
        const store = await createDocumentStore(noLog, (work) => work());
        const model = new Map<string, { n: number; _key: string }>();
        const matching = (asked: object): string[] =>
          [...model.values()].filter(compileQuery(asked)).map(({ _key }) => _key);
        for (const each of steps) {
          if ('put' in each) {
            const record = { n: each.n, _key: each.put };
            model.set(each.put, record);
            await store.upsert(space, [{ key: each.put, json: JSON.stringify(record) }]);
          } else if ('remove' in each) {
            const gone = matching(each.remove);
            expect(await store.remove(space, () => findKeys(store, space, each.remove))).toBe(gone.length);
            for (const name of gone) model.delete(name);
          } else {
            const all = [...store.read(space, ['nobody'], { sortByKey: 'ascending' })];
            expect(all.map((stored) => stored.key)).toEqual([...model.keys()].sort());
          }
        }
        const sort = direction === undefined ? [] : [{ field: '_key', direction }];
        const found = await findDocuments(
          store,
          space,
          { query: wanted, sort, skip, limit },
          { maxRows: 1000, maxBytes: 1e6 },
        );
        let expected = matching(wanted);
        if (direction !== undefined) expected.sort();
        if (direction === -1) expected.reverse();
        expected = expected.slice(skip, limit === 0 ? undefined : skip + limit);
        const keys = found.map((json) => (JSON.parse(json) as { _key: string })._key);
        if (direction === undefined && skip === 0 && limit === 0)
          expect(keys.sort()).toEqual(expected.sort());
        else if (direction !== undefined) expect(keys).toEqual(expected);
        expect(store.count(space)).toBe(model.size);
      },
    ),
    { numRuns: 300 },
  );
});
