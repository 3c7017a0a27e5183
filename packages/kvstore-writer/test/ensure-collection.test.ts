import { expect, it, test } from 'vitest';
import { countCollection, ensureCollection } from '../src/index.ts';
import { openEmulator } from './open-emulator.ts';

const place = { app: 'search', collection: 'scores' };
const fields = { user: 'string', score: 'number' } as const;

it('creates a collection once, with its types and indexes', async () => {
  const { client } = await openEmulator();
  const options = {
    ...place,
    fields,
    acceleratedFields: { byUser: { user: 1, score: -1 } as const },
    enforceTypes: true,
  };
  expect(await ensureCollection(client, options)).toEqual({ created: true, added: [], wrongTypes: [] });
  expect(await ensureCollection(client, options)).toEqual({ created: false, added: [], wrongTypes: [] });
  expect(await countCollection(client, place)).toBe(0);
});

it('completes the settings of an existing collection, and reports types that differ without touching them', async () => {
  const { client } = await openEmulator();
  const path = '/servicesNS/nobody/search/storage/collections/config';
  await client.request({ method: 'POST', path, form: { name: 'scores', 'field.user': 'number' } });
  const expected = { created: false, wrongTypes: [{ field: 'user', expected: 'string', found: 'number' }] };
  expect(await ensureCollection(client, { ...place, fields })).toEqual({
    ...expected,
    added: ['field.score', 'field.run_id'],
  });
  expect(await ensureCollection(client, { ...place, fields, enforceTypes: true })).toEqual({
    ...expected,
    added: ['enforceTypes'],
  });
});

test.for([
  { kind: 'empty-200', route: 'kv-write' },
  { kind: 'empty-200', route: 'kv-read' },
  { kind: 'close-after-apply', route: 'kv-write' },
  { kind: 'duplicate', route: 'kv-write' },
  { kind: 'unavailable-503', route: 'any' },
] as const)('comes through $kind on $route', async (rule) => {
  for (const after of [0, 1, 2]) {
    const { splunk, client } = await openEmulator();
    splunk.setFaults([{ ...rule, after }]);
    await ensureCollection(client, { ...place, fields });
    splunk.setFaults([]);
    expect(await ensureCollection(client, { ...place, fields })).toEqual({
      created: false,
      added: [],
      wrongTypes: [],
    });
  }
});

it('refuses names that KV Store may not bear', async () => {
  const { client } = await openEmulator();
  await expect(ensureCollection(client, { ...place, fields: { a$b: 'string' } })).rejects.toThrow(
    new RangeError('field name is "a$b", expected letters, digits and _ only'),
  );
});
