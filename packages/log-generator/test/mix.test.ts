import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { formatEvent, mix, population, scenario } from '../src/index.ts';

const start = '2026-06-01T00:00:00Z';
const end = '2026-09-01T00:00:00Z';
const people = population({ start, end, people: 30, services: 6 });

describe('mix', () => {
  it('takes a population that has been through JSON', () => {
    const copy = JSON.parse(JSON.stringify(people)) as typeof people;
    const options = { events: 200, seed: 1, start, end };
    expect([...mix(copy, [], options)]).toEqual([...mix(people, [], options)]);
  });

  it('leaves an attack as it is when another is added', () => {
    const options = { events: 500, seed: 1, start, end };
    const attack = (...plans: Parameters<typeof mix>[1]): string[] =>
      [...mix(people, plans, options)]
        .filter(({ label }) => label.scenario === 'kerberoasting')
        .map(({ event }) => formatEvent(event, 'seed'));
    const alone = attack(scenario('kerberoasting'));
    expect(alone.length).toBeGreaterThan(10);
    expect(attack(scenario('brute_force'), scenario('kerberoasting'))).toEqual(alone);
  });

  it('makes events while they are read', () => {
    const [first] = mix(people, [], { events: 1e12, start, end });
    expect(first!.event.TimeCreated).toMatch(/^2026-06-01T00:00:0\d\.\d{7}Z$/);
  });

  it('keeps no events: what is in memory does not grow with what was read', { timeout: 60_000 }, () => {
    const plans = [scenario('password_spray_slow', { events: 3000 })];
    const used: number[] = [];
    let i = 0;
    for (const _ of mix(people, plans, { events: 100_000, start, end })) {
      if (++i % 30_000 === 0) used.push(heapInUse());
    }
    expect(used).toHaveLength(3);
    expect(used[2]! - used[0]!).toBeLessThan(6e6);
  });

  it.for([
    {
      name: 'service misuse without services',
      message: 'services is 0, expected at least 1 for the scenario service_account_misuse',
      run: () =>
        mix({ ...people, services: [] }, [scenario('service_account_misuse')], { events: 100, start, end }),
    },
    {
      name: 'more attacks than events',
      message: 'events is 50, expected at least the 60 of the scenarios',
      run: () => mix(people, [scenario('brute_force', { events: 60 })], { events: 50, start, end }),
    },
  ])('refuses $name', ({ run, message }) => {
    expect(run).toThrow(new RangeError(message));
  });

  const first = people.people[0]!;
  const without = (change: Partial<typeof first>): typeof people => ({
    ...people,
    people: [{ ...first, ...change }, ...people.people.slice(1)],
  });

  it.for([
    { name: 'an office that is gone', edited: without({ office: 7 }), message: `office of ${first.user} is 7, expected an integer from 0 to 2` },
    { name: 'a person without a computer', edited: without({ devices: [] }), message: `devices of ${first.user} has 0 entries, expected at least 1` },
    { name: 'servers that are gone', edited: { ...people, servers: people.servers.slice(0, 1) }, message: /^server of .* is \d+, expected an integer from 0 to 0$/ },
    { name: 'owners that are gone', edited: { ...people, people: [first] }, message: /^owner of adm-.* is \d+, expected an integer from 0 to 0$/ },
    { name: 'an unknown zone', edited: { ...people, offices: people.offices.map((one) => ({ ...one, zone: 'Mars' })) }, message: /^zone of office BER has Mars, expected names of IANA/ },
  ])('refuses an edited population with $name', ({ edited, message }) => {
    const run = (): unknown => mix(edited, [], { events: 10, start, end });
    expect(run).toThrow(RangeError);
    expect(run).toThrow(message);
  }); // prettier-ignore

  it('refuses an attack after the end', () => {
    const late = scenario('brute_force', { start: '2027-01-01' });
    expect(() => mix(people, [late], { events: 100, start, end })).toThrow(
      /^scenario brute_force ends at .*, expected a time after its start/,
    );
  });

  it('refuses to make events of people who are all gone', () => {
    const gone = {
      ...people,
      admins: [],
      services: [],
      machines: [],
      people: people.people.map((one) => ({ ...one, active: { from: 0, to: 1 } })),
    };
    expect(() => [...mix(gone, [], { events: 1, start, end })]).toThrow(
      new RangeError('population has 0 active accounts between start and end, expected at least 1'),
    );
  });
});

/** Bytes in use after collecting garbage. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}
