import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { IncidentGrouperState, ScorerState } from '@sidecar/scoring';
import { expect, it, test } from 'vitest';
import { type Checkpoint, readCheckpoint, writeCheckpoint } from '../../src/checkpoint/index.ts';
import { openFolder } from './open-folder.ts';
import { startSource } from './start-source.ts';

const FILE = 'checkpoint.json.gz';

/** @param size - Bytes of state, which do not compress well. */
function checkpointOf(scoredTo: number, size = 10): Checkpoint {
  const noise = Array.from({ length: size / 10 }, (_, i) =>
    ((i * 2_654_435_761 + scoredTo) % 2 ** 32).toString(36),
  );
  return {
    version: 1,
    scoredTo,
    generation: 'run-1',
    modelVersion: 'm1',
    scorer: { rates: { noise }, recent: {}, alerts: {} } as unknown as ScorerState,
    incidents: { version: 1, open: [], instant: [] } as IncidentGrouperState,
    lastAlertTime: 1_790_000_000_000.25,
    alerts: { quiet: [['é', 1]] },
    setAside: [
      {
        stage: 'score',
        window: { from: 300, to: 600 },
        reason: 'a fault of its own',
        at: '2026-10-01T00:00:00.000Z',
        attempts: 5,
      },
    ],
    alertsByDay: { '2026-10-01': 3 },
  };
}

const first: Checkpoint = {
  ...checkpointOf(0),
  generation: null,
  scorer: null,
  incidents: null,
  lastAlertTime: null,
  alerts: null,
  setAside: [],
  alertsByDay: {},
};

it('is null before anything was written, and then what was written last', async () => {
  const folder = join(openFolder(), 'not', 'there');
  expect(await readCheckpoint(folder)).toBeNull();
  const quiet = {
    ...checkpointOf(150),
    scorer: { rates: null, recent: {}, alerts: {} } as unknown as ScorerState,
  };
  for (const checkpoint of [first, quiet, checkpointOf(300), checkpointOf(600, 600_000), checkpointOf(900)]) {
    await writeCheckpoint(folder, checkpoint);
    expect(await readCheckpoint(folder)).toEqual(checkpoint);
  }
  expect(readdirSync(folder)).toEqual([FILE]);
});

it('is read by its owner alone, as it names accounts', async () => {
  const folder = join(openFolder(), 'state');
  await writeCheckpoint(folder, first);
  expect([folder, join(folder, FILE)].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o600]);
});

const whole = gzipSync(JSON.stringify(checkpointOf(300)));
const flipped = Buffer.from(whole);
flipped[flipped.length - 6]! ^= 1;
const changed = (change: object): Buffer => gzipSync(JSON.stringify({ ...checkpointOf(300), ...change }));

test.for([
  {
    name: 'a file that was cut off',
    bytes: whole.subarray(0, whole.length - 20),
    why: 'it is not gzip of JSON',
  },
  { name: 'a file of zeros', bytes: Buffer.alloc(whole.length), why: 'it is not gzip of JSON' },
  { name: 'an empty file', bytes: Buffer.alloc(0), why: 'it is not gzip of JSON' },
  { name: 'a flipped bit', bytes: flipped, why: 'it is not gzip of JSON' },
  { name: 'text', bytes: Buffer.from('{}'), why: 'it is not gzip of JSON' },
  {
    name: 'other JSON',
    bytes: gzipSync('null'),
    why: 'content: Invalid input: expected object, received null',
  },
  {
    name: 'a text for a time',
    bytes: changed({ scoredTo: '300' }),
    why: 'scoredTo: Invalid input: expected number, received string',
  },
  {
    name: 'half a state',
    bytes: changed({ scorer: { rates: {}, recent: {} } }),
    why: 'scorer: expected an object with rates, recent, alerts',
  },
  {
    name: 'a window that ends before it begins',
    bytes: changed({ setAside: [{ ...checkpointOf(0).setAside[0], window: { from: 600, to: 300 } }] }),
    why: 'setAside.0.window: from is not before to',
  },
  {
    name: 'a field that nobody knows',
    bytes: changed({ more: 1 }),
    why: 'content: Unrecognized key: "more"',
  },
])('refuses $name, and says what to do', async ({ bytes, why }) => {
  const folder = openFolder();
  writeFileSync(join(folder, FILE), bytes);
  await expect(readCheckpoint(folder)).rejects.toMatchObject({
    name: 'StateError',
    code: 'damaged_checkpoint',
    path: join(folder, FILE),
    message: `${join(folder, FILE)} is damaged: ${why}. Put a copy of it back, or move it away: the worker then begins anew with what was indexed in the last worker.score.begin_hours, and writes records that are there already once more, under the same keys.`,
  });
});

it('refuses a file of another version of Sidecar, whatever is in it', async () => {
  const folder = openFolder();
  writeFileSync(join(folder, FILE), gzipSync('{"version":2,"all":"different"}'));
  await expect(readCheckpoint(folder)).rejects.toMatchObject({
    code: 'other_checkpoint',
    message: expect.stringMatching(
      /another version of Sidecar \(format 2, expected 1\)\. Run that version/,
    ) as string,
  });
});

it('does not write what it would refuse to read, and a disk that refuses leaves what was there', async () => {
  const folder = openFolder();
  await writeCheckpoint(folder, checkpointOf(300));
  const before = readFileSync(join(folder, FILE));
  await expect(writeCheckpoint(folder, { ...first, scoredTo: Number.NaN })).rejects.toThrow(
    new TypeError('checkpoint is not one: scoredTo: Invalid input: expected number, received NaN'),
  );
  await expect(writeCheckpoint(join(folder, FILE), first)).rejects.toMatchObject({
    name: 'IoError',
    message: expect.stringMatching(/^Cannot write .*: /) as string,
  });
  expect(readFileSync(join(folder, FILE))).toEqual(before);
  expect(readdirSync(folder)).toEqual([FILE]);
});

it('who reads while it is replaced sees it as it was before or after, whole', async () => {
  const folder = openFolder();
  await writeCheckpoint(folder, checkpointOf(0, 20_000));
  const writing = { isOver: false };
  const seen: number[] = [];
  const reading = (async () => {
    while (!writing.isOver) {
      const { scoredTo, ...rest } = (await readCheckpoint(folder))!;
      const { scoredTo: _, ...expected } = checkpointOf(scoredTo, 20_000);
      expect(rest).toEqual(expected);
      seen.push(scoredTo);
    }
  })();
  for (let i = 1; i <= 25; i++) await writeCheckpoint(folder, checkpointOf(i, 20_000));
  writing.isOver = true;
  await reading;
  expect(new Set(seen).size).toBeGreaterThan(3);
  expect(seen).toEqual([...seen].sort((x, y) => x - y));
});

it('a process killed at any moment of writing leaves the file before or the one after, and the next write tidies up', async () => {
  const folder = openFolder();
  await writeCheckpoint(folder, checkpointOf(0, 200_000));
  const script = `
    const [folder] = process.argv.slice(1);
    const before = await state.readCheckpoint(folder);
    for (let i = 1; ; i++) {
      await state.writeCheckpoint(folder, { ...before, scoredTo: before.scoredTo + i });
      console.log(before.scoredTo + i);
    }`;
  let confirmed = 0;
  for (const ms of [3, 17]) {
    const { child, lines, ended } = startSource(script, [folder]);
    confirmed = Number((await lines.next()).value);
    await delay(ms);
    child.kill('SIGKILL');
    expect(await ended).toBe('SIGKILL');
    for (let line = await lines.next(); !line.done; line = await lines.next()) confirmed = Number(line.value);
    const found = await readCheckpoint(folder);
    expect(found).toEqual({ ...checkpointOf(0, 200_000), scoredTo: found!.scoredTo });
    expect(found!.scoredTo - confirmed).toBeOneOf([0, 1]);
  }
  writeFileSync(join(folder, `${FILE}.0123.draft`), 'left behind');
  await writeCheckpoint(folder, first);
  expect(readdirSync(folder)).toEqual([FILE]);
  expect(JSON.parse(gunzipSync(readFileSync(join(folder, FILE))).toString())).toEqual(first);
});
