import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { createWeekClock } from '../src/index.ts';

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MINUTE = 60_000;

/** Local time by the platform's own calendar. */
function reader(timeZone: string): (time: number) => { slot: number; minute: number } {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  });
  return (time) => {
    const parts = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));
    const hour = Number(parts['hour']);
    return { slot: days.indexOf(parts['weekday']!) * 24 + hour, minute: hour * 60 + Number(parts['minute']) };
  };
}

const zones = [
  'UTC',
  'Etc/UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Africa/Casablanca',
];

test.for(zones)('keeps the time of %s as Intl does, every 7 hours of 2026', (zone) => {
  const clock = createWeekClock(zone);
  const read = reader(zone);
  for (let time = Date.UTC(2026, 0, 1); time < Date.UTC(2027, 0, 1); time += 7 * 60 * MINUTE + 13_001) {
    const { slot, minute } = read(time);
    expect(clock.slotOf(time), new Date(time).toISOString()).toBe(slot);
    expect(Math.floor(clock.minuteOfDay(time)), new Date(time).toISOString()).toBe(minute);
  }
});

test.for([
  { zone: 'Europe/Berlin', at: '2026-03-29T01:00:00Z', change: 'to summer' },
  { zone: 'Europe/Berlin', at: '2026-10-25T01:00:00Z', change: 'to winter' },
  { zone: 'America/New_York', at: '2026-03-08T07:00:00Z', change: 'to summer' },
  { zone: 'America/New_York', at: '2026-11-01T06:00:00Z', change: 'to winter' },
  { zone: 'Australia/Lord_Howe', at: '2026-04-04T15:00:00Z', change: 'by half an hour' },
  { zone: 'Pacific/Chatham', at: '2026-09-26T14:00:00Z', change: 'in a zone of quarters' },
])('changes with $zone $change, to the minute', ({ zone, at }) => {
  const clock = createWeekClock(zone);
  const read = reader(zone);
  const change = Date.parse(at);
  const before = read(change - MINUTE).minute;
  expect((read(change).minute - before + 1440) % 1440, 'a change of the clock').not.toBe(1);
  for (let time = change - 120 * MINUTE; time < change + 120 * MINUTE; time += MINUTE) {
    expect(clock.slotOf(time), new Date(time).toISOString()).toBe(read(time).slot);
  }
});

it('agrees with Intl at any time since 2012, in any order', () => {
  for (const zone of ['UTC', 'America/Sao_Paulo', 'Asia/Tehran']) {
    const clock = createWeekClock(zone);
    const read = reader(zone);
    const times = fc.integer({ min: Date.UTC(2012, 0, 1), max: Date.UTC(2037, 0, 1) });
    fc.assert(
      fc.property(times, (time) => {
        expect(clock.slotOf(time)).toBe(read(time).slot);
      }),
      { numRuns: 300 },
    );
  }
});

test.for([
  ['UTC', '1969-12-31T23:59:59.999Z', 71],
  ['UTC', '1970-01-01T00:00:00Z', 72],
  ['UTC', '1969-12-29T00:00:00Z', 0],
  ['UTC', '1969-12-28T23:59:59Z', 167],
  ['America/New_York', '1969-12-29T04:59:59Z', 167],
  ['Africa/Monrovia', '1970-01-01T00:44:29Z', 71], // 44 minutes and 30 seconds behind, then
  ['Africa/Monrovia', '1970-01-01T00:44:30Z', 72],
] as const)('slot in %s at %s is %d', ([zone, at, slot]) => {
  expect(createWeekClock(zone).slotOf(Date.parse(at))).toBe(slot);
});

it('tells minutes of the day with their fraction, before 1970 too', () => {
  const clock = createWeekClock('Asia/Kolkata');
  expect(clock.minuteOfDay(Date.UTC(2026, 0, 1, 0, 0, 30))).toBe(330.5);
  expect(clock.minuteOfDay(-1)).toBeCloseTo(330 - 1 / 60_000, 9);
  expect(createWeekClock('UTC').minuteOfDay(-30_000)).toBe(1439.5);
});

it('refuses a zone that does not exist', () => {
  expect(() => createWeekClock('Mars/Olympus')).toThrow(RangeError);
});
