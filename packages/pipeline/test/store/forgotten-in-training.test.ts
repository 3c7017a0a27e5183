import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { configOf, NOW, openFolder, seedLine, writeLines } from '../workspace.ts';

vi.mock('../../src/store/create-event-store.ts', async (importOriginal) => {
  const { createEventStore, ...rest } =
    await importOriginal<typeof import('../../src/store/create-event-store.ts')>();
  return { ...rest, createEventStore: () => createEventStore({ mostKinds: 10 }) };
});

// Loaded anew, as other tests may have loaded it with the usual room, and not for them.
vi.resetModules();
const { train } = await import('../../src/train/train.ts');
afterAll(() => void vi.resetModules());

it.each(['behavior', 'classic'])('a training of the preset %s says what it forgot', async (preset) => {
  const folder = openFolder();
  const regulars = Array.from({ length: 60 }, (_, i) =>
    seedLine({ TimeCreated: new Date(NOW.getTime() - (60 - i) * 3_600_000).toISOString() }),
  );
  const strangers = Array.from({ length: 12 }, (_, i) =>
    seedLine({ user: `stranger-${i}`, TimeCreated: new Date(NOW.getTime() - 1000 + i).toISOString() }),
  );
  const report = await train({
    inputs: [writeLines(folder, 'events.ndjson', [...regulars, ...strangers])],
    modelPath: join(folder, 'model.json'),
    config: configOf({ modeling: { preset } }),
    now: NOW,
  });
  expect(report.trainedOn).toBe(63);
  expect(report.notes[0]).toBe(
    '9 events of 9 kinds were forgotten while reading, as there were more than 10 kinds; none of them lost more than 1 event',
  );
});
