import type { AuthEvent } from '@sidecar/events';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { selectEvents, type Selection } from '../../src/kept/select-events.ts';
import { trainingWindow } from '../../src/index.ts';
import { eventsOf, storeOf } from '../store/stored-content.ts';
import { arbitraryEvent } from './arbitrary-event.ts';

const events = fc.array(arbitraryEvent, { maxLength: 20 });
const DAY_MS = 86_400_000;

async function select(
  kept: readonly AuthEvent[],
  added: readonly AuthEvent[],
  windowDays = 0,
): Promise<Omit<Selection, 'events'> & { readonly events: readonly AuthEvent[] }> {
  const stored = await storeOf([...kept, ...added], { sortedAtOnce: 16 });
  const { events: selected, ...selection } = await selectEvents(stored, {
    keptSize: kept.length,
    windowDays,
  });
  const times = [selected.firstTime, selected.lastTime];
  const all = eventsOf(selected);
  await selected.remove();
  expect([selected.size, ...times]).toEqual([
    all.length,
    all[0]?.time ?? Number.NaN,
    all.at(-1)?.time ?? Number.NaN,
  ]);
  return { ...selection, events: all };
}

/** How often each event occurs. */
function counts(all: readonly AuthEvent[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const event of all) found[JSON.stringify(event)] = (found[JSON.stringify(event)] ?? 0) + 1;
  return found;
}

describe('law', () => {
  it('an event occurs as often as it did where it occurred more often', async () => {
    await fc.assert(
      fc.asyncProperty(events, events, events, async (one, two, both) => {
        const [kept, added] = [
          [...one, ...both],
          [...two, ...both],
        ];
        const [a, b] = [counts(kept), counts(added)];
        const expected = Object.fromEntries(
          Object.keys({ ...a, ...b }).map((key) => [key, Math.max(a[key] ?? 0, b[key] ?? 0)]),
        );
        const selection = await select(kept, added);
        expect(counts(selection.events)).toEqual(expected);
        expect(selection.kept).toBe(kept.length);
        expect(selection.added + selection.repeated).toBe(added.length);
      }),
    );
  });

  it('the same events come in the same order, however they came in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }),
        fc.array(arbitraryEvent, { minLength: 8, maxLength: 8 }),
        async (places, all) => {
          const other = places.map((place) => all[place]!);
          expect((await select([], other)).events).toEqual((await select([], all)).events);
        },
      ),
    );
  });

  it('what lies before the window is left out and everything is counted once', async () => {
    await fc.assert(
      fc.asyncProperty(events, events, fc.integer({ min: 1, max: 12 }), async (kept, added, days) => {
        const newest = Math.max(...[...kept, ...added].map(({ time }) => time));
        const { window, ...selection } = await select(kept, added, days);
        const all = await select(kept, added);
        if (window === null) {
          expect(kept.length + added.length).toBe(0);
          return;
        }
        expect([
          window.until - window.from,
          window.until - newest > 0,
          window.until - newest <= DAY_MS,
        ]).toEqual([days * DAY_MS, true, true]);
        expect(selection.events).toEqual(all.events.filter(({ time }) => time >= window.from));
        expect(selection.kept + selection.forgotten).toBe(kept.length);
        expect(selection.added + selection.tooOld + selection.repeated).toBe(added.length);
      }),
    );
  });
});

it('a selection that is stopped leaves nothing of its own, and what it was made of as it was', async () => {
  const [event] = fc.sample(arbitraryEvent, { numRuns: 1, seed: 2 });
  const events = Array.from({ length: 20_000 }, (_, i) => ({ ...event!, time: i }));
  const stored = await storeOf(events);
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(selectEvents(stored, { keptSize: 5, signal })).rejects.toThrow(new Error('enough'));
  expect(eventsOf(stored)).toHaveLength(20_000);
  await stored.remove();
});

it('a window ends with the day of the newest event and begins at midnight', () => {
  const at = (time: string): number => Date.parse(time);
  expect(trainingWindow(at('2026-10-01T09:30Z'), 2)).toEqual({
    days: 2,
    from: at('2026-09-30T00:00Z'),
    until: at('2026-10-02T00:00Z'),
  });
  expect(trainingWindow(at('2026-10-01T00:00Z'), 1).from).toBe(at('2026-10-01T00:00Z'));
  expect(trainingWindow(at('2026-10-01T00:00Z') - 0.001, 1).until).toBe(at('2026-10-01T00:00Z'));
});
