import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { AuthEvent } from '@sidecar/events';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KeptEvents, loadKept } from '../../src/kept/load-kept.ts';
import { saveTrained } from '../../src/kept/save-trained.ts';
import { selectEvents } from '../../src/kept/select-events.ts';
import type { StoredEvents } from '../../src/store/stored-events.ts';
import { sealModel } from '../../src/index.ts';
import { eventsOf, storeOf } from '../store/stored-content.ts';
import { NOW } from '../workspace.ts';
import { arbitraryEvent } from './arbitrary-event.ts';

const isFull = process.env['SIDECAR_CAMPAIGN'] === 'full';
const folder = mkdtempSync(join(tmpdir(), 'sidecar-kept-'));
afterAll(() => rmSync(folder, { recursive: true }));
const modelPath = join(folder, 'm.json');
const extra = { rejections: [{ rejected: 3, lastTime: 5 }], forgottenBefore: 7 };

/** Writes events beside a model; returns where. */
async function keep(events: readonly AuthEvent[]): Promise<string> {
  return keepStored(await storeOf(events));
}

async function keepStored(events: StoredEvents): Promise<string> {
  const options = { createdAt: NOW, keep: { events, ...extra }, follows: null };
  const { keptPath } = await saveTrained(modelPath, { any: 'model' }, options);
  await events.remove();
  return keptPath;
}

/** The events of a file in the order in which they stand there. */
async function load(path: string): Promise<{ readonly kept: KeptEvents; readonly events: AuthEvent[] }> {
  const kept = await loadKept(path);
  const stored = await kept.store.finish();
  const events = eventsOf(stored);
  await stored.remove();
  return { kept, events };
}

describe('a file of kept events', () => {
  it('gives back every field of every event, and says which model it belongs to', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryEvent, { maxLength: 30 }), async (events) => {
        const { kept, events: back } = await load(await keep(events));
        expect(back).toEqual(eventsOf(await storeOf(events)));
        expect(kept).toMatchObject({
          ...extra,
          events: events.length,
          model: sealModel({ any: 'model' }).hash,
        });
      }),
      { numRuns: 30 },
    );
  });

  it('is the same bytes for the same events, whatever order they came in and whatever came and went before', async () => {
    const events = fc.sample(arbitraryEvent, { numRuns: 200, seed: 1 });
    const bytes = readFileSync(await keep(events));
    expect(readFileSync(await keep(events.toReversed()))).toEqual(bytes);
    const gone = { ...events[0]!, user: 'gone', time: 0 };
    const stored = await storeOf([gone, ...events.slice(50), ...events.slice(0, 50)], { sortedAtOnce: 7 });
    const { events: selected } = await selectEvents(stored, { windowDays: 30 });
    const keptPath = await keepStored(selected);
    expect(readFileSync(keptPath)).toEqual(bytes);
    expect(gunzipSync(bytes).includes('gone')).toBe(false);
  });

  it('holds more values and events than stand together in it', async () => {
    const [event] = fc.sample(arbitraryEvent, { numRuns: 1, seed: 2 });
    const events = Array.from({ length: 70_000 }, (_, i) => ({
      ...event!,
      time: i * 1000,
      user: `user ${i}`,
      process: `p${i % 300}`,
    }));
    const { events: back } = await load(await keep(events));
    expect(back).toHaveLength(events.length);
    expect([0, 255, 256, 65_535, 65_536, 69_999].map((i) => back[i])).toEqual(
      [0, 255, 256, 65_535, 65_536, 69_999].map((i) => events[i]),
    );
  });
});

describe('a file that is not what was written is refused in one sentence', () => {
  const events = fc.sample(arbitraryEvent, { numRuns: 40, seed: 3 });
  let whole: Buffer;
  beforeAll(async () => {
    whole = readFileSync(await keep(events));
  });
  const change = (alter: (bytes: Buffer) => Buffer): string => {
    const path = join(folder, 'changed.gz');
    writeFileSync(path, alter(whole));
    return path;
  };
  const damaged = (path: string): object => ({
    name: 'ModelError',
    code: 'damaged_kept_events',
    message: `${path} is damaged: it was cut off or changed after it was written; train anew without --update.`,
  });

  it('if it is cut off anywhere', async () => {
    const size = whole.length;
    for (let length = 0; length < size; length += isFull ? 1 : 29) {
      const path = change((bytes) => bytes.subarray(0, length));
      await expect(loadKept(path), `${length} bytes`).rejects.toMatchObject(damaged(path));
    }
  });

  it('if any byte of the content is another, though the compression is whole', async () => {
    const size = gunzipSync(whole).length;
    for (let at = 0; at < size; at += isFull ? 1 : 19) {
      const path = change((bytes) => {
        const content = gunzipSync(bytes);
        content[at]! ^= 1;
        return gzipSync(content);
      });
      await expect(loadKept(path), `byte ${at}`).rejects.toMatchObject({
        name: 'ModelError',
        code: expect.stringMatching(/damaged|other/),
      });
    }
  });

  it.for([
    { name: 'an event of a kind that is not there', codes: [0, 1], changed: [0, 2] },
    { name: 'the same kind twice', codes: [1, 2], changed: [1, 1] },
  ])('if it has $name, though its digest is right', async ({ codes, changed }) => {
    const two = ['ann', 'bob'].map((user) => ({ ...events[0]!, user }));
    const content = gunzipSync(readFileSync(await keep(two))).subarray(0, -32);
    // A frame of three bytes: the width of one byte, and the codes of two users, or the numbers of two kinds.
    const at = content.lastIndexOf(Buffer.from([3, 0, 0, 0, 1, ...codes]));
    expect(at).toBeGreaterThan(0);
    content.set(changed, at + 5);
    const digest = createHash('sha256').update(content).digest();
    const path = change(() => gzipSync(Buffer.concat([content, digest])));
    await expect(loadKept(path)).rejects.toMatchObject(damaged(path));
  });

  it('if something follows, or it is something else', async () => {
    const longer = change((bytes) => gzipSync(Buffer.concat([gunzipSync(bytes), Buffer.from('x')])));
    await expect(loadKept(longer)).rejects.toMatchObject(damaged(longer));
    const twice = change((bytes) => Buffer.concat([bytes, bytes]));
    await expect(loadKept(twice)).rejects.toMatchObject(damaged(twice));
    const other = change(() => Buffer.from('{"user":"ann"}\n'));
    await expect(loadKept(other)).rejects.toMatchObject(damaged(other));
  });

  it('if another version wrote it, or one with other fields', async () => {
    const edited = (from: string, to: string) => (bytes: Buffer) =>
      gzipSync(Buffer.from(gunzipSync(bytes).toString('latin1').replace(from, to), 'latin1'));
    const older = change(edited('events 2\n', 'events 1\n'));
    await expect(loadKept(older)).rejects.toMatchObject({
      code: 'other_kept_events',
      message: `${older} was written by another version of Sidecar (format 1; this one reads 2); train anew without --update.`,
    });
    const fields = change(edited('"src_user"', '"src_cafe"'));
    await expect(loadKept(fields)).rejects.toMatchObject({
      code: 'other_kept_events',
      message: expect.stringContaining('(its events have the fields user, src_cafe, src,'),
    });
  });

  it('and one that is missing is an error of its own', async () => {
    await expect(loadKept(join(folder, 'none'))).rejects.toMatchObject({
      name: 'IoError',
      code: 'not_found',
    });
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp') || name.endsWith('.lock'))).toEqual([]);
  });
});
