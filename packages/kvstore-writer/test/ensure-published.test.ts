import { expect, it, test } from 'vitest';
import {
  ensureCollection,
  ensurePublished,
  extendPublished,
  type KvRecord,
  type KvTransport,
  publishedRun,
  readCollection,
  STATE_COLLECTION,
  writeRun,
} from '../src/index.ts';
import { openEmulator } from './open-emulator.ts';
import { createRandom, seedsOf } from './random.ts';
import { testClock } from './test-clock.ts';
import { viewOf } from './whole-view.ts';

const app = 'search';
const fields = { value: 'number' } as const;
const names = ['events', 'incidents'] as const;
const collections = names.map((collection) => ({ collection, fields }));
const ensure = (transport: KvTransport, runId: string, options = {}) =>
  ensurePublished(transport, { app, runId, collections, readerGraceSeconds: 0, ...options });
const add = (transport: KvTransport, key: string) =>
  extendPublished(transport, {
    app,
    collections: collections.map((one) => ({ ...one, records: [{ _key: key, value: 1 }] })),
  });
const keysIn = async (transport: KvTransport, collection: string): Promise<string[]> => [
  ...(await viewOf(transport, { app, collection })).records.keys(),
];

it('publishes an empty run where there is none, which records can be added to, and then leaves it', async () => {
  const { client } = await openEmulator();
  const empty = { records: 0, isExtended: false, runId: 'begin', publishedAt: expect.any(String) as string };
  expect(await ensure(client, 'begin')).toEqual([
    { collection: 'events', ...empty },
    { collection: 'incidents', ...empty },
  ]);
  expect(await keysIn(client, 'events')).toEqual([]);
  expect((await add(client, 'a')).map(({ complete }) => complete)).toEqual([true, true]);
  const methods: string[] = [];
  const watched: KvTransport = {
    request: (request) => {
      methods.push(request.method);
      return client.request(request);
    },
  };
  expect((await ensure(watched, 'later')).map(({ runId, isExtended }) => [runId, isExtended])).toEqual(
    names.map(() => ['begin', true]),
  );
  expect(methods).toEqual(['GET', 'GET', 'GET']);
  for (const name of names) expect(await keysIn(client, name)).toEqual(['a']);
});

it('leaves runs that are published, adds fields that are new, and publishes what is missing', async () => {
  const { client } = await openEmulator();
  const records = [{ _key: 'old', value: 1 }];
  await writeRun(client, {
    app,
    runId: 'run-1',
    collections: [{ collection: 'events', records, fields, mode: 'replace' }],
  });
  const more = { collection: 'events', fields: { ...fields, note: 'string' } } as const;
  const shown = await ensure(client, 'begin', { collections: [more, collections[1]] });
  expect(shown.map(({ runId }) => runId)).toEqual(['run-1', 'begin']);
  expect(await keysIn(client, 'events')).toEqual(['old']);
  expect((await ensureCollection(client, { app, ...more })).added).toEqual([]);
  const wrong = ensure(client, 'begin', { collections: [{ ...more, fields: { value: 'string' } }] });
  await expect(wrong).rejects.toMatchObject({
    code: 'refused',
    message:
      'events declares value as number instead of string: Splunk would drop these values, so nothing was written; correct collections.conf.',
  });
});

it('what was there before there were runs goes, as with a run', async () => {
  const { client } = await openEmulator();
  await ensureCollection(client, { app, collection: 'events', fields });
  const path = `/servicesNS/nobody/${app}/storage/collections/data/events/batch_save`;
  await client.request({ method: 'POST', path, json: [{ _key: 'original', value: 1 }] });
  expect(await keysIn(client, 'events')).toEqual(['original']);
  await ensure(client, 'begin');
  const left: KvRecord[] = [];
  for await (const record of readCollection(client, { app, collection: 'events' })) left.push(record);
  expect(left).toEqual([]);
});

it('waits for a run that is being written, and finds its records', async () => {
  const { client } = await openEmulator();
  const stages: string[] = [];
  let beginning: ReturnType<typeof ensure> | undefined;
  async function* records(): AsyncGenerator<KvRecord> {
    yield { _key: 'a', value: 1 };
    beginning = ensure(client, 'begin', { onProgress: ({ stage }: { stage: string }) => stages.push(stage) });
    while (stages.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    yield { _key: 'b', value: 1 };
  }
  await writeRun(client, {
    app,
    runId: 'run-1',
    collections: [{ collection: 'events', fields, records: records(), mode: 'replace' }],
  });
  expect((await beginning!).map(({ runId }) => runId)).toEqual(['run-1', 'begin']);
  expect(stages).toContain('waiting');
  expect(await keysIn(client, 'events')).toEqual(['a', 'b']);
});

it('killed between any two requests and begun again, shows one run in all collections', async () => {
  let kills = 0;
  const { client } = await openEmulator();
  for (let survived = false; !survived; kills++) {
    const runs = [`begin-${kills}`, `again-${kills}`];
    const these = names.map((name) => ({ collection: `${name}${kills}`, fields }));
    const clock = testClock({ hurry: 100 });
    let left = kills;
    const dying = clock.through({
      async request(request) {
        if (left-- === 0) clock.advance(31_000);
        if (left < 0) throw new Error('killed');
        return client.request(request);
      },
    });
    const options = { collections: these, clock: clock.machine(0) };
    survived = await ensure(dying, runs[0]!, options).then(
      () => left >= 0,
      () => false,
    );
    left = Infinity;
    const shown = await ensure(dying, runs[1]!, { ...options, waitSeconds: 0 });
    // Published in one request, so never some of them by one and some by the other.
    expect(new Set(shown.map(({ runId }) => runId)).size).toBe(1);
    expect(runs).toContain(shown[0]!.runId);
  }
  expect(kills).toBeGreaterThan(25);
  const locks: string[] = [];
  for await (const { _key } of readCollection(client, { app, collection: STATE_COLLECTION }))
    locks.push(_key);
  expect(locks.filter((key) => key.startsWith('lease-'))).toEqual([]);
}, 60_000);

test.for(seedsOf(3, 100))(
  'seed %i: of several that begin at once, some of which are killed, all end up with one run, and nothing that was added is lost',
  async (seed) => {
    const random = createRandom(seed);
    const { client } = await openEmulator();
    const clock = testClock({ hurry: 300 });
    const shown = new Set<string>();
    async function beginner(number: number): Promise<string[]> {
      let left = number > 0 && random() < 0.6 ? Math.floor(random() * 30) : Infinity;
      const transport = clock.through({
        async request(request) {
          if (left-- <= 0) throw new Error('killed');
          await new Promise((resolve) => setTimeout(resolve, random() * 3));
          return client.request(request);
        },
      });
      try {
        const runs = await ensure(transport, `begin-${number}`, {
          clock: clock.machine(number * 3_600_000),
          waitSeconds: 1e6,
          onProgress: ({ stage }: { stage: string }) => stage === 'waiting' && clock.advance(1000),
        });
        for (const { runId } of runs) shown.add(runId);
        const reports = await add(transport, `k${number}`);
        return reports.every(({ complete }) => complete) ? [`k${number}`] : [];
      } catch (error) {
        expect((error as Error).message).toMatch(/killed/);
        return [];
      }
    }
    const added = (await Promise.all([0, 1, 2, 3].map(beginner))).flat();
    expect([...shown]).toHaveLength(1);
    expect(added).toContain('k0');
    for (const collection of names) {
      expect((await publishedRun(client, { app, collection }))?.runId).toBe([...shown][0]);
      expect(await keysIn(client, collection)).toEqual(expect.arrayContaining(added));
    }
  },
);
