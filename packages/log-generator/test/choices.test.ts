import { describe, expect, it } from 'vitest';
import {
  acts,
  anyTimes,
  type Happening,
  mix,
  type OwnScenario,
  pacedTimes,
  population,
  scenario,
  scenarioNames,
  type ScenarioOptions,
  type SeedEvent,
  step,
} from '../src/index.ts';

const start = '2026-06-01T00:00:00Z';
const end = '2026-09-01T00:00:00Z';
const people = population({ start, end, seed: 9, people: 60, services: 12, admins: 6, dormant: 4 });
const accounts = [people.people[7]!.user, people.services[2]!.user, people.admins[1]!.user];

const play = (plan: ReturnType<typeof scenario>): SeedEvent[] =>
  [...mix(people, [plan], { events: 400, seed: 4, start, end })]
    .filter(({ label }) => label.label === 1)
    .map(({ event }) => event);

const guessing = [
  'password_spray_fast',
  'password_spray_slow',
  'brute_force',
  'credential_stuffing',
] as const;

describe('what a caller chooses', () => {
  it.for(scenarioNames)('accounts of %s, whatever their kind', (name) => {
    for (const account of accounts) {
      const events = play(scenario(name, { accounts: [account], events: 20, incidents: 2 }));
      const known = new Set([people.people, people.services, people.admins].flat().map(({ user }) => user));
      const used = new Set(events.map(({ user }) => user).filter((user) => known.has(user)));
      expect([...used]).toEqual([account]);
    }
  });

  it.for(scenarioNames)('source and duration of %s', (name) => {
    const events = play(scenario(name, { source: '203.0.113.77', durationMinutes: 3, events: 12 }));
    expect(new Set(events.map(({ src }) => src))).toEqual(new Set(['203.0.113.77']));
    const [first, last] = [events[0]!, events.at(-1)!].map(({ TimeCreated }) => Date.parse(TimeCreated));
    expect(last! - first!).toBeLessThanOrEqual(180_000);
  });

  it.for(scenarioNames)('targets of %s: no other server is reached', (name) => {
    const targets = [people.servers[3]!.name, people.servers[5]!.name];
    const events = play(scenario(name, { targets, events: 30, incidents: 2 }));
    const others = new Set(
      people.servers.map((server) => server.name).filter((one) => !targets.includes(one)),
    );
    expect(events.filter(({ dest }) => others.has(dest))).toEqual([]);
    expect(events.some(({ dest }) => targets.includes(dest))).toBe(true);
  });

  it.for(guessing)('whether %s succeeds', (name) => {
    const successes = (succeeds: boolean): number =>
      play(scenario(name, { succeeds, events: 20, incidents: 6 })).filter(
        ({ action }) => action === 'success',
      ).length;
    expect(successes(false)).toBe(0);
    expect(successes(true)).toBeGreaterThanOrEqual(6);
  });

  it('the hours at which it begins', () => {
    const utc = population({ start, end, people: 30, zones: ['UTC'] });
    const plan = scenario('kerberoasting', { incidents: 20, events: 5, hours: [13, 14] });
    const begun = mix(utc, [plan], { events: 300, start, end }).incidents();
    expect(begun.filter(({ start: first }) => first.slice(11, 13) === '13')).toHaveLength(20);
  });

  it.for<{ options: ScenarioOptions; message: string }>([
    { options: { hours: [5, 30] }, message: 'second of hours is 30, expected a number from 0 to 24' },
    { options: { hours: [5, 3] }, message: 'first of hours is 5, expected a number from 0 to 3' },
    {
      options: { durationMinutes: 0 },
      message: 'durationMinutes is 0, expected a number from 0.1 to 1000000',
    },
    { options: { accounts: [] }, message: 'number of accounts is 0, expected an integer from 1 to 1000000' },
    {
      options: { accounts: ['nobody'] },
      message: 'accounts of kerberoasting has nobody, expected accounts of the population',
    },
    {
      options: { targets: ['NOWHERE'] },
      message: 'targets of kerberoasting has NOWHERE, expected hosts of the population',
    },
    { options: { source: '' }, message: 'source is empty, expected an address' },
    {
      options: { succeeds: true },
      message: 'succeeds is set for kerberoasting, expected only where passwords are tried',
    },
  ])('refuses $options', ({ options, message }) => {
    expect(() => play(scenario('kerberoasting', options))).toThrow(new RangeError(message));
  });
});

describe('a scenario of your own', () => {
  const own: OwnScenario = {
    name: 'golden_ticket',
    technique: 'T1558.001',
    tactic: 'credential-access',
    goal: 'a forged ticket used',
    events: [5, 9],
    gapSeconds: [1, 10],
    hours: [0, 24],
    origins: ['inside'],
    *play(stage) {
      for (const time of anyTimes(stage)) yield step(time, acts.serviceTicketRc4, 'krbtgt', '10.9.9.9', 'DC-BER-01');
    },
  };
  const changed = (play: OwnScenario['play']): ReturnType<typeof scenario> => scenario({ ...own, play });

  it('is played, labelled and told of like the others', () => {
    const stream = mix(people, [scenario(own, { incidents: 2, events: 7 })], { events: 100, start, end });
    expect([...stream].filter(({ label }) => label.technique === 'T1558.001')).toHaveLength(14);
    const [first] = stream.incidents();
    expect(first).toMatchObject({ incident: expect.stringMatching(/^golden_ticket-[12]$/), tactic: 'credential-access', accounts: ['krbtgt'] });
    expect(first!.sentence).toMatch(/^A forged ticket used: 7 events of krbtgt from 10\.9\.9\.9 at DC-BER-01, all successful, /);
  });

  const happening = (time: number): Happening => step(time, acts.network, 'u', '10.9.9.9', 'DC-BER-01');

  it.for([
    { name: 'too few happenings', plan: changed(function* ({ from }) { yield happening(from); }), message: /^number of happenings of golden_ticket is 1, expected the size of the stage, [5-9]$/ },
    { name: 'too many', plan: changed(function* (stage) { for (const time of pacedTimes({ ...stage, size: 50 })) yield happening(time); }), message: /^number of happenings of golden_ticket is more than [5-9], expected/ },
    { name: 'happenings out of order', plan: changed(function* ({ from }) { yield happening(from + 5); yield happening(from); }), message: /^time of happening 2 of golden_ticket is \d+/ },
    { name: 'happenings after the end', plan: changed(function* ({ to }) { yield happening(to); }), message: /^time of happening 1 of golden_ticket is / },
  ])('must keep to its stage: $name', ({ plan, message }) => {
    expect(() => play(plan)).toThrow(message);
    expect(() => play(plan)).toThrow(RangeError);
  });

  it.for(['brute_force', 'a b', ''])('is refused under the name "%s"', (name) => {
    expect(() => scenario({ ...own, name })).toThrow(/^name is .*, expected up to 64 letters, digits, _ or -, and none of asrep_roasting, /);
  });
}); // prettier-ignore
