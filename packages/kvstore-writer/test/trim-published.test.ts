import { randomFaultPlan } from '@sidecar/splunk-emulator';
import { expect, it, test } from 'vitest';
import {
  extendPublished,
  type KvRecord,
  type KvTransport,
  publishedRun,
  readCollection,
  trimHistory,
  trimPublished,
  writeCollection,
  writeRun,
} from '../src/index.ts';
import { openEmulator } from './open-emulator.ts';
import { seedsOf } from './random.ts';
import { viewOf } from './whole-view.ts';

const app = 'search';
const place = { app, collection: 'events' };
const fields = { at: 'string' } as const;
const before = '2026-01-11T00:00:00.000000Z';
/** One a day of January, and one without a time. */
const days = (from: number, to: number): KvRecord[] =>
  Array.from({ length: to - from + 1 }, (_, i) => {
    const day = String(from + i).padStart(2, '0');
    return { _key: `d${day}`, at: `2026-01-${day}T00:00:00.000000Z` };
  });
const publish = (transport: KvTransport, runId: string, records = [...days(1, 20), { _key: 'timeless' }]) =>
  writeRun(transport, {
    app,
    runId,
    collections: [{ collection: 'events', records, fields, mode: 'replace' }],
    readerGraceSeconds: 0,
  });
const trim = (transport: KvTransport) => trimPublished(transport, { ...place, timeField: 'at', before });
const keysIn = async (transport: KvTransport): Promise<string[]> =>
  [...(await viewOf(transport, place)).records.keys()].sort();
const kept = [...days(11, 20).map(({ _key }) => _key), 'timeless'];

it('removes what is older from the run that readers see, and not from one that is being written', async () => {
  const { client } = await openEmulator();
  await publish(client, 'run-1');
  await writeCollection(client, { ...place, records: days(1, 3), fields, runId: 'draft', mode: 'replace' });
  expect(await trim(client)).toEqual({ removed: 10, left: false });
  expect(await keysIn(client)).toEqual(kept);
  let drafts = 0;
  for await (const { run_id } of readCollection(client, place)) if (run_id === 'draft') drafts++;
  expect(drafts).toBe(3);
  expect(await publishedRun(client, place)).toMatchObject({ records: 21, isExtended: true });
  expect(await trim(client)).toEqual({ removed: 0, left: false });
});

it('does nothing where no run is published or nothing is so old, and the count of the run still holds', async () => {
  const { client } = await openEmulator();
  expect(await trim(client)).toEqual({ removed: 0, left: false });
  await publish(client, 'run-1', days(11, 20));
  expect(await trim(client)).toEqual({ removed: 0, left: false });
  expect((await publishedRun(client, place))?.isExtended).toBe(false);
  await expect(trimPublished(client, { ...place, timeField: '$at', before })).rejects.toThrow(RangeError);
});

it('killed between any two requests and done again, while records are added, takes what is old and nothing else', async () => {
  const { client } = await openEmulator();
  let life = 0;
  for (let survived = false; !survived; life++) {
    await publish(client, `run-${life}`);
    let left = life;
    const dying: KvTransport = {
      async request(request) {
        if (left-- <= 0) throw new Error('killed');
        const records = [{ _key: `more${left}`, at: `2026-01-2${left % 10}T00:00:00.000000Z` }];
        await extendPublished(client, { app, collections: [{ collection: 'events', records, fields }] });
        return client.request(request);
      },
    };
    survived = await trim(dying).then(
      () => true,
      () => false,
    );
    const added = Array.from({ length: life - Math.max(left, 0) }, (_, i) => `more${life - 1 - i}`);
    expect(await keysIn(client)).toEqual(expect.arrayContaining([...kept, ...added]));
    await trim(client);
    expect(await keysIn(client)).toEqual([...kept, ...added].sort());
  }
  expect(life).toBe(6);
});

test.for(seedsOf(3, 100))('through the random faults of seed %i, and once more without any', async (seed) => {
  const { client, splunk } = await openEmulator();
  await publish(client, 'run-1');
  splunk.setFaults(randomFaultPlan(seed, { routes: ['kv-write', 'kv-read'], stallMs: 700 }));
  const outcome = await trim(client).catch((error: unknown) => error);
  splunk.setFaults([]);
  if (outcome instanceof Error) expect(outcome).toMatchObject({ name: 'KvStoreError' });
  else expect(await keysIn(client)).toEqual(kept);
  await trim(client);
  expect(await keysIn(client)).toEqual(kept);
});

it('of a history, those that match alone are removed, and a history that is not there is none', async () => {
  const { client } = await openEmulator();
  const options = { ...place, timeField: 'at', maxAgeDays: 5, now: Date.parse('2026-02-01') };
  expect(await trimHistory(client, options)).toEqual({ removed: 0, left: false });
  const records = days(1, 20).map((record, i) => ({ ...record, stage: i % 2 === 0 ? 'score' : 'run' }));
  const declared = { ...fields, stage: 'string' } as const;
  await writeRun(client, {
    app,
    runId: 'r',
    collections: [{ collection: 'events', records, fields: declared, mode: 'append' }],
  });
  expect((await trimHistory(client, { ...options, query: { stage: 'score' } })).removed).toBe(7);
  const left = new Map<unknown, number>();
  for await (const { stage } of readCollection(client, place)) left.set(stage, (left.get(stage) ?? 0) + 1);
  expect(left).toEqual(
    new Map([
      ['score', 3],
      ['run', 10],
    ]),
  );
});
