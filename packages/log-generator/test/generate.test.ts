import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatEvent,
  formatLabel,
  generate,
  type GenerateOptions,
  type GeneratedEvent,
} from '../src/index.ts';

const end = '2026-10-01T00:00:00Z';
const small = { people: 20, services: 4, admins: 2, machines: 3, dormant: 1 };

const lines = (options: GenerateOptions): string =>
  [...generate(options)]
    .map(({ event, label }) => `${formatEvent(event, 'seed')} ${formatLabel(label)}\n`)
    .join('');

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('generate', () => {
  it.for([
    { profile: 'enterprise', sha: '32cd4334fe628a89303d15063ed0157f6b997627109ee7fec5ba0506f3e186d4' },
    { profile: 'original', sha: '3af89800708343f53f806272200352ab6e0e632ee689d74f7fdb749ca21eae72' },
  ] as const)('writes the bytes it always wrote: $profile', ({ profile, sha }) => {
    expect(sha256(lines({ events: 2000, seed: 42, end, profile }))).toBe(sha);
  });

  it('gives the same events each time it is read', () => {
    const events = generate({ events: 300, seed: 5, end, ...small });
    expect([...events]).toEqual([...events]);
  });

  it.for([{ other: { seed: 2 } }, { other: { people: 21 } }, { other: { attackShare: 0.3 } }])(
    'gives other events with $other',
    ({ other }) => {
      const options = { events: 300, seed: 1, end, ...small };
      expect(lines({ ...options, ...other })).not.toBe(lines(options));
    },
  );

  it('keeps count, order, span and labels, whatever is asked for', () => {
    const options = fc.record({
      events: fc.integer({ min: 0, max: 600 }),
      seed: fc.integer(),
      hours: fc.integer({ min: 1, max: 24 * 100 }),
      people: fc.integer({ min: 1, max: 30 }),
      services: fc.integer({ min: 0, max: 5 }),
      admins: fc.integer({ min: 0, max: 1 }),
      machines: fc.integer({ min: 0, max: 1 }),
      dormant: fc.integer({ min: 0, max: 2 }),
      attackShare: fc.double({ min: 0, max: 0.5, noNaN: true }),
    });
    fc.assert(
      fc.property(options, ({ events, hours, ...rest }) => {
        const last = Date.parse(end);
        const start = last - hours * 3_600_000;
        const made = [...generate({ events, start, end, ...rest })];
        expect(made).toHaveLength(events);
        const times = made.map(({ event }) => event.TimeCreated);
        expect(times).toEqual(times.toSorted());
        expect(times.every((time) => Date.parse(time) >= start && Date.parse(time) < last)).toBe(true);
        expect(made.every(isWhole)).toBe(true);
        const attacks = made.filter(({ label }) => label.label === 1).length;
        expect(attacks).toBeLessThanOrEqual(Math.round(events * rest.attackShare));
      }),
      { numRuns: 30 },
    );
  });

  it('makes about the share of attacks asked for, spread over incidents of many scenarios', () => {
    const made = [...generate({ events: 30_000, seed: 3, end })].filter(({ label }) => label.label === 1);
    expect(made.length / 30_000).toBeGreaterThan(0.01);
    expect(made.length / 30_000).toBeLessThanOrEqual(0.012);
    expect(new Set(made.map(({ label }) => label.scenario)).size).toBeGreaterThanOrEqual(10);
    expect(new Set(made.map(({ label }) => label.incident)).size).toBeGreaterThanOrEqual(12);
  });

  it('makes clean data when no scenario is wanted', () => {
    const made = [...generate({ events: 500, end, scenarios: [], ...small })];
    expect(made.every(({ label }) => label.label === 0)).toBe(true);
  });

  it('makes each scenario that is asked for by name, however small its share', () => {
    const made = [...generate({ events: 400, end, scenarios: ['brute_force', 'kerberoasting'], ...small })];
    const names = new Set(made.map(({ label }) => label.scenario));
    expect(names).toEqual(new Set([null, 'brute_force', 'kerberoasting']));
  });

  it.for([
    {
      name: 'a negative count',
      options: { events: -1 },
      message: 'events is -1, expected an integer from 0 to 9007199254740991',
    },
    {
      name: 'half an event',
      options: { events: 0.5 },
      message: 'events is 0.5, expected an integer from 0 to 9007199254740991',
    },
    {
      name: 'no people',
      options: { people: 0 },
      message: 'people is 0, expected an integer from 1 to 1000000',
    },
    {
      name: 'more admins than people',
      options: { people: 2, admins: 3 },
      message: 'admins is 3, expected an integer from 0 to 2',
    },
    {
      name: 'too many attacks',
      options: { attackShare: 0.6 },
      message: 'attackShare is 0.6, expected a number from 0 to 0.5',
    },
    {
      name: 'an unreadable time',
      options: { end: 'soon' },
      message: 'end is soon, expected a time from 1970 to 9999 (Date, ISO 8601 or milliseconds)',
    },
    {
      name: 'an end before the start',
      options: { start: '2027-01-01' },
      message: 'end is 2026-10-01T00:00:00.000Z, expected at least a second after 2027-01-01T00:00:00.000Z',
    },
    {
      name: 'an unknown profile',
      options: { profile: 'tiny' },
      message: 'profile is tiny, expected enterprise or original',
    },
    {
      name: 'people in the original',
      options: { profile: 'original', people: 5 },
      message: 'people is set, expected only with the profile enterprise',
    },
    {
      name: 'no zone',
      options: { zones: [] },
      message: 'number of zones is 0, expected an integer from 1 to 100',
    },
    {
      name: 'attacks beyond the events',
      options: { events: 20, scenarios: ['brute_force'] },
      message: 'events is 20, expected at least the 30 of the scenarios',
    },
  ])('refuses $name', ({ options, message }) => {
    const all = { events: 100, end, ...options } as GenerateOptions;
    expect(() => generate(all)).toThrow(new RangeError(message));
  });

  it('refuses an unknown time zone', () => {
    const message = 'zones has Mars/Olympus, expected names of IANA time zones such as Europe/Berlin';
    expect(() => generate({ events: 10, end, zones: ['Mars/Olympus'] })).toThrow(new RangeError(message));
  });
});

/** A label names everything about an attack, and nothing about the rest. */
function isWhole({ label }: GeneratedEvent): boolean {
  const named = [label.scenario, label.incident, label.technique].map((text) => text !== null);
  return named.every((is) => is === (label.label === 1));
}
