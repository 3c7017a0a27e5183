import { describe, expect, it } from 'vitest';
import { generate, mix, population, type SeedEvent } from '../src/index.ts';

const start = '2026-03-02T00:00:00Z';
const end = '2026-05-11T00:00:00Z';

const share = <T>(items: readonly T[], is: (item: T) => boolean): number =>
  items.filter(is).length / items.length;

/** Local weekday (0 is Monday) and hour, by Intl and not by our own clock. */
function localTime(zone: string): (event: SeedEvent) => { weekday: number; hour: number } {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    weekday: 'short',
    hour: 'numeric',
    hourCycle: 'h23',
  });
  return ({ TimeCreated }) => {
    const parts = Object.fromEntries(
      format.formatToParts(new Date(TimeCreated)).map(({ type, value }) => [type, value]),
    );
    return {
      weekday: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(parts['weekday']!),
      hour: Number(parts['hour']),
    };
  };
}

describe('the working week', () => {
  it.for(['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Adelaide'])(
    'people work by day and on weekdays in %s, through the changes of the clocks',
    (zone) => {
      const made = population({ start, end, people: 80, services: 0, admins: 0, machines: 0, zones: [zone] });
      const officeHours = new Set(
        made.people.filter(({ week }) => week.from >= 7 && week.to <= 20).map(({ user }) => user),
      );
      const events = [...mix(made, [], { events: 8000, start, end })].map(({ event }) => event);
      const local = events
        .filter(({ user, signature_id: id }) => officeHours.has(user) && id !== 4634)
        .map(localTime(zone));
      expect(share(local, ({ hour }) => hour >= 7 && hour < 20)).toBeGreaterThan(0.88);
      expect(share(local, ({ weekday }) => weekday >= 5)).toBeLessThan(0.06);
      expect(share(local, ({ hour }) => hour < 5)).toBeLessThan(0.02);
      expect(share(local, ({ hour }) => hour < 5)).toBeGreaterThan(0);
    },
  );

  it('a night shift works over midnight', () => {
    const made = population({
      start,
      end,
      people: 40,
      services: 0,
      admins: 0,
      machines: 0,
      zones: ['Europe/Berlin'],
    });
    const week = { days: [0, 1, 2, 3, 4], from: 22, to: 30, restless: 0.01 };
    const nightly = { ...made, people: made.people.map((one) => ({ ...one, week, trips: [] })) };
    const events = [...mix(nightly, [], { events: 5000, start, end })].map(({ event }) => event);
    const local = events.map(localTime('Europe/Berlin'));
    expect(share(local, ({ hour }) => hour >= 21 || hour < 8)).toBeGreaterThan(0.85);
    expect(share(local, ({ weekday, hour }) => weekday === 5 && hour < 6)).toBeGreaterThan(0.08);
  });

  it('services run on the ticks of their clock, day and night', () => {
    const made = population({ start, end, people: 5, services: 40, admins: 0, machines: 0 });
    const hourly = made.services.map((one) => ({
      ...one,
      kind: 'frequent' as const,
      periodMinutes: 60,
      phaseMinutes: 7,
    }));
    const only = {
      ...made,
      people: made.people.map((one) => ({ ...one, active: { from: 0, to: 0 } })),
      services: hourly,
    };
    const events = [...mix(only, [], { events: 5000, start, end })].map(({ event }) => event);
    expect(share(events, ({ TimeCreated }) => TimeCreated.slice(14, 16) === '07')).toBeGreaterThan(0.9);
    const local = events.map(localTime('UTC'));
    expect(share(local, ({ hour }) => hour < 6)).toBeCloseTo(0.25, 1);
  });

  it('a lockout storm is a burst of failures of one account, and no attack', () => {
    const made = population({ start, end, people: 30, admins: 0 });
    const from = Date.parse('2026-04-01T08:00:00Z');
    const storm = { from, to: from + 6 * 3_600_000 };
    const people = made.people.map((one, i) => ({
      ...one,
      storms: i === 0 ? [storm] : [],
      leaves: [],
      typos: 0,
    }));
    const all = [...mix({ ...made, people }, [], { events: 20_000, start, end })];
    const failures = all
      .map(({ event }) => event)
      .filter(({ action, user }) => action === 'failure' && user === people[0]!.user);
    expect(all.every(({ label }) => label.label === 0)).toBe(true);
    expect(failures.length).toBeGreaterThan(10);
    expect(failures.every(({ TimeCreated }) => TimeCreated.startsWith('2026-04-01'))).toBe(true);
  });
});

describe('attacks hide among', () => {
  const all = [...generate({ events: 60_000, seed: 11, end })];
  const benign = all.filter(({ label }) => label.label === 0).map(({ event }) => event);
  const attacks = all.filter(({ label }) => label.label === 1).map(({ event }) => event);
  const seen = (field: (event: SeedEvent) => unknown): Set<unknown> => new Set(benign.map(field));

  it.for([
    { name: 'signatures', field: (event: SeedEvent) => `${event.signature_id} ${event.action}` },
    { name: 'processes', field: (event: SeedEvent) => event.process },
    {
      name: 'logon types',
      field: (event: SeedEvent) =>
        `${event.signature_id} ${event.logon_type} ${event.authentication_package}`,
    },
    {
      name: 'statuses',
      field: (event: SeedEvent) => `${event.signature_id} ${event.status} ${event.sub_status}`,
    },
    { name: 'lengths of the time', field: (event: SeedEvent) => event.TimeCreated.length },
    { name: 'kinds of host', field: (event: SeedEvent) => event.dest.replace(/\d+$/, '') },
    { name: 'networks', field: (event: SeedEvent) => event.src.split('.', 2).join() },
    { name: 'hosts', field: (event: SeedEvent) => event.dest },
  ])('the $name of everyday traffic', ({ field }) => {
    const usual = seen(field);
    expect(share(attacks, (event) => usual.has(field(event)))).toBeGreaterThan(0.99);
  });

  it('failures, night work, public addresses and strange machines that are nothing', () => {
    expect(share(benign, ({ action }) => action === 'failure')).toBeGreaterThan(0.01);
    expect(share(benign, ({ src }) => !src.startsWith('10.'))).toBeGreaterThan(0.01);
    const people = benign.filter(({ user }) => /^[a-z]\./.test(user));
    expect(share(people.map(localTime('Europe/Berlin')), ({ hour }) => hour < 5)).toBeGreaterThan(0.01);
  });

  it('the digits of the time: the last one is evenly distributed for both', () => {
    for (const events of [benign, attacks]) {
      const counts = Array.from({ length: 10 }, () => 0);
      for (const { TimeCreated } of events) counts[Number(TimeCreated.at(-2))]!++;
      expect(Math.max(...counts) / events.length).toBeLessThan(0.14);
      expect(Math.min(...counts) / events.length).toBeGreaterThan(0.06);
    }
  });
});

describe('the original profile', () => {
  const all = [...generate({ events: 20_000, seed: 2, end, profile: 'original' })];
  const events = all.map(({ event }) => event);

  it.for([
    { who: 'people', is: ({ process }: SeedEvent) => process.endsWith('wininit.exe'), expected: 0.5 },
    { who: 'services', is: ({ process }: SeedEvent) => process.endsWith('lsass.exe'), expected: 0.25 },
    { who: 'administrators', is: ({ process }: SeedEvent) => process.endsWith('mmc.exe'), expected: 0.1 },
    { who: 'probing', is: ({ process }: SeedEvent) => process.endsWith('powershell.exe'), expected: 0.05 },
    { who: 'spray', is: ({ process }: SeedEvent) => process === 'unknown', expected: 0.05 },
    { who: 'insiders', is: ({ process }: SeedEvent) => process.endsWith('cmd.exe'), expected: 0.05 },
  ])('has its share of $who', ({ is, expected }) => {
    expect(Math.abs(share(events, is) - expected)).toBeLessThan(0.01);
  });

  it('is uniform over the day', () => {
    const hours = events.map(localTime('UTC'));
    expect(share(hours, ({ hour }) => hour < 6)).toBeCloseTo(0.25, 1);
  });

  it('labels its three attack groups, by their sources', () => {
    const groups = { probing: /^185\.\d+\.\d+\.12$/, spray: /^185\.\d+\.\d+\.33$/, insider: /^172\.20\./ };
    const group = ({ src }: SeedEvent): string | null =>
      Object.entries(groups).find(([, source]) => source.test(src))?.[0] ?? null;
    expect(all.filter(({ event, label }) => label.scenario !== group(event))).toEqual([]);
  });
});
