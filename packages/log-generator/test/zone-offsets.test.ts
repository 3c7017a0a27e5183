import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createHeap } from '../src/heap.ts';
import { timestampWriter } from '../src/timestamp-writer.ts';
import { slotMs, zoneOffsets } from '../src/zone-offsets.ts';

it.for([
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Adelaide',
  'America/St_Johns',
  'UTC',
])('knows the local time of %s in every half hour of two years, as Intl does', (zone) => {
  const first = Math.floor(Date.parse('2025-01-01T00:00:00Z') / slotMs);
  const offsets = zoneOffsets(zone, first, 2 * 365 * 48);
  const format = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  });
  for (let i = 0; i < offsets.length; i += 7) {
    const local = (first + i + offsets[i]!) * slotMs;
    expect(format.format((first + i) * slotMs)).toBe(new Date(local).toISOString().slice(11, 16));
  }
});

it('refuses an unknown zone', () => {
  expect(() => zoneOffsets('Mars/Olympus', 0, 1)).toThrow(RangeError);
});

it('writes times as Date does, with digits cut off and in order', () => {
  const write = timestampWriter(7);
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 4e12, noNaN: true }),
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      (time, later) => {
        expect(write(time).slice(0, 23)).toBe(new Date(Math.floor(time)).toISOString().slice(0, 23));
        expect(write(time)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/);
        expect(write(time + later) >= write(time)).toBe(true);
      },
    ),
  );
  expect(timestampWriter(6)(1.5)).toBe('1970-01-01T00:00:00.001500Z');
});

it('a heap gives things back in the order of their times', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true })), (times) => {
      const heap = createHeap<{ time: number }>();
      for (const time of times) heap.push({ time });
      const out: number[] = [];
      for (let top = heap.pop(); top !== undefined; top = heap.pop()) out.push(top.time);
      expect(out).toEqual(Array.from(Float64Array.from(times).sort()));
    }),
  );
});
