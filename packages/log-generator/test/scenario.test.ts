import { describe, expect, it } from 'vitest';
import {
  type EventLabel,
  mix,
  population,
  type Scenario,
  scenario,
  scenarioNames,
  type ScenarioName,
  type SeedEvent,
  techniqueOf,
} from '../src/index.ts';

const start = '2026-06-01T00:00:00Z';
const end = '2026-09-01T00:00:00Z';
const people = population({ start, end, seed: 9, people: 60, services: 12, admins: 6, dormant: 4 });

interface Attack {
  readonly label: EventLabel;
  readonly events: SeedEvent[];
}

/** The incidents of the scenarios, by id. */
function incidents(...scenarios: Scenario[]): Attack[] {
  const found = new Map<string, Attack>();
  const size = scenarios.reduce((sum, plan) => sum + plan.incidents * (plan.events ?? 100), 0);
  for (const { event, label } of mix(people, scenarios, { events: size, seed: 4, start, end })) {
    if (label.incident === null) continue;
    const attack = found.get(label.incident) ?? { label, events: [] };
    attack.events.push(event);
    found.set(label.incident, attack);
  }
  return [...found.values()];
}

const distinct = (events: SeedEvent[], field: keyof SeedEvent): number =>
  new Set(events.map((event) => event[field])).size;
const failures = (events: SeedEvent[]): number => events.filter(({ action }) => action === 'failure').length;
const hours = ({ events }: Attack): number =>
  (Date.parse(events.at(-1)!.TimeCreated) - Date.parse(events[0]!.TimeCreated)) / 3_600_000;
const isPublic = ({ src }: SeedEvent): boolean => !src.startsWith('10.');
const play = (name: ScenarioName, options: Parameters<typeof scenario>[1] = {}): Attack[] =>
  incidents(scenario(name, { incidents: 5, ...options }));

describe('every scenario', () => {
  it.for(scenarioNames)(
    '%s makes as many events as asked for, under its technique and one id each',
    (name) => {
      const attacks = play(name, { events: 12 });
      expect(attacks.map(({ label }) => label.incident).sort()).toEqual(
        [1, 2, 3, 4, 5].map((i) => `${name}-${i}`),
      );
      for (const { label, events } of attacks) {
        expect(label).toMatchObject({ label: 1, scenario: name, technique: techniqueOf(name) });
        expect(events).toHaveLength(12);
      }
    },
  );

  it.for(scenarioNames)('%s fits into an hour and into two events', (name) => {
    const hour = { events: 2, start: '2026-07-01T10:00:00Z', end: '2026-07-01T11:00:00Z' };
    for (const { events } of play(name, hour)) {
      expect(events.every(({ TimeCreated }) => TimeCreated.startsWith('2026-07-01T10'))).toBe(true);
    }
  });
});

describe('what a scenario looks like', () => {
  it('password spray: many accounts, one source, one try each, quickly', () => {
    for (const attack of play('password_spray_fast', { events: 50 })) {
      expect(distinct(attack.events, 'user')).toBe(50);
      expect(distinct(attack.events, 'src')).toBe(1);
      expect(failures(attack.events)).toBeGreaterThanOrEqual(49);
      expect(hours(attack)).toBeLessThan(0.2);
    }
  });

  it.for(['outside', 'inside'] as const)('slow spray from %s: the same over many hours', (origin) => {
    for (const attack of play('password_spray_slow', { events: 40, origin })) {
      expect(hours(attack)).toBeGreaterThan(6);
      expect(distinct(attack.events, 'user')).toBeGreaterThanOrEqual(39);
      expect(new Set(attack.events.map(({ src }) => src.replace(/\d+$/, ''))).size).toBe(1);
      expect(attack.events.every(isPublic)).toBe(origin === 'outside');
    }
  });

  it('brute force: one account, one source, many failures, some end in success or a lock', () => {
    const attacks = play('brute_force', { events: 60, incidents: 12 });
    for (const { events } of attacks) {
      expect(distinct(events, 'user')).toBe(1);
      expect(distinct(events, 'src')).toBe(1);
      expect(failures(events)).toBeGreaterThanOrEqual(59);
    }
    expect(new Set(attacks.map(({ events }) => failures(events)))).toEqual(new Set([59, 60]));
  });

  it('credential stuffing: many accounts from many addresses, and some succeed', () => {
    for (const { events } of play('credential_stuffing', { events: 40 })) {
      expect(distinct(events, 'user')).toBe(40);
      expect(distinct(events, 'src')).toBeGreaterThan(35);
      expect(40 - failures(events)).toBe(4);
    }
  });

  it.for([
    { name: 'stolen_credentials_night', from: 0, to: 6 },
    { name: 'stolen_credentials_day', from: 7, to: 19 },
  ] as const)('$name: one account, begins between $from and $to local time', ({ name, from, to }) => {
    for (const { events } of play(name)) {
      expect(distinct(events, 'user')).toBe(1);
      const { office } = people.people.find(({ user }) => user === events[0]!.user)!;
      const hour = hourIn(people.offices[office]!.zone, events[0]!.TimeCreated);
      expect(hour).toBeGreaterThanOrEqual(from);
      expect(hour).toBeLessThan(to);
    }
  });

  it('lateral movement: one account, many machines, several sources', () => {
    for (const { events } of play('lateral_movement', { events: 30 })) {
      expect(distinct(events, 'user')).toBe(1);
      expect(distinct(events, 'dest')).toBeGreaterThan(8);
      expect(distinct(events, 'src')).toBeGreaterThan(2);
    }
  });

  it('kerberoasting: one account asks for tickets of many services within minutes', () => {
    for (const attack of play('kerberoasting', { events: 15 })) {
      expect(attack.events.every(({ signature_id: id }) => id === 4769)).toBe(true);
      expect(distinct(attack.events, 'user')).toBe(1);
      expect(distinct(attack.events, 'dest')).toBe(15);
      expect(attack.events.every((event) => event.ticket_encryption_type === '0x17')).toBe(true);
      expect(attack.events.every((event) => event.service_name!.startsWith('svc-'))).toBe(true);
      expect(hours(attack)).toBeLessThan(0.25);
    }
  });

  it('AS-REP roasting: one source asks for tickets of many accounts within minutes', () => {
    for (const attack of play('asrep_roasting', { events: 20 })) {
      expect(attack.events.every(({ signature_id: id }) => id === 4768)).toBe(true);
      expect(distinct(attack.events, 'user')).toBeGreaterThan(12);
      for (const {
        user,
        status,
        pre_auth_type: preAuth,
        ticket_encryption_type: encryption,
      } of attack.events) {
        const exists = [people.people, people.services, people.admins]
          .flat()
          .some((one) => one.user === user);
        expect([status, preAuth, encryption]).toEqual(exists ? ['0x0', '0', '0x17'] : ['0x6', null, null]);
      }
      expect(distinct(attack.events, 'src')).toBe(1);
      expect(20 - failures(attack.events)).toBe(5);
    }
  });

  it('sprays and stuffing try names that do not exist, and are told so', () => {
    const names = new Set([people.people, people.services, people.admins].flat().map(({ user }) => user));
    for (const name of ['password_spray_fast', 'password_spray_slow', 'credential_stuffing'] as const) {
      const events = play(name, { events: 60 }).flatMap((attack) => attack.events);
      const strangers = events.filter(({ user }) => !names.has(user));
      expect(strangers.length / events.length).toBeGreaterThan(0.05);
      expect(strangers.length / events.length).toBeLessThan(0.25);
      const unknown = events.filter((event) => event.sub_status === '0xC0000064' || event.status === '0x6');
      expect(unknown).toEqual(strangers);
    }
  });

  it('pass the hash: NTLM logons of an administrator without a Kerberos ticket', () => {
    for (const { events } of play('pass_the_hash', { events: 20 })) {
      expect(events[0]!.user).toMatch(/^adm-/);
      expect(
        events.some((event) => event.authentication_package === 'NTLM' && event.signature_id === 4624),
      ).toBe(true);
      expect(events.some(({ signature_id: id }) => id === 4768 || id === 4769)).toBe(false);
    }
  });

  it('service account misuse: a service logs on like a person', () => {
    for (const { events } of play('service_account_misuse', { events: 15 })) {
      expect(events[0]!.user).toMatch(/^svc-/);
      expect(events.some(({ logon_type: type }) => type === 2 || type === 9 || type === 10)).toBe(true);
    }
  });

  it('dormant account: nobody has used it for long', () => {
    for (const { events } of play('dormant_account')) {
      const { active } = people.people.find(({ user }) => user === events[0]!.user)!;
      expect(Date.parse(events[0]!.TimeCreated) - active.to).toBeGreaterThan(14 * 86_400_000);
    }
  });

  it('privilege escalation: a person gets special privileges and reaches a domain controller', () => {
    for (const { events } of play('privilege_escalation', { events: 14 })) {
      expect(events.filter(({ signature_id: id }) => id === 4672)).toHaveLength(7);
      expect(events.at(-1)!.dest).toMatch(/^DC-/);
    }
  });

  it('slow insider: one person over days, from the own computer, to many servers', () => {
    for (const attack of play('slow_insider', { events: 40 })) {
      expect(hours(attack)).toBeGreaterThan(5 * 24);
      expect(distinct(attack.events, 'user')).toBe(1);
      expect(distinct(attack.events, 'dest')).toBeGreaterThan(10);
    }
  });
});

describe('scenario', () => {
  it('refuses an unknown name', () => {
    expect(() => scenario('phishing' as ScenarioName)).toThrow(
      /^scenario is phishing, expected one of asrep_roasting, /,
    );
    expect(() => techniqueOf('toString' as ScenarioName)).toThrow(RangeError);
  });

  it.for([
    { options: { incidents: 0 }, message: 'incidents is 0, expected an integer from 1 to 100000' },
    { options: { events: 1 }, message: 'events is 1, expected an integer from 2 to 100000000' },
    {
      options: { origin: 'outside' as const },
      message: 'origin of kerberoasting is outside, expected inside',
    },
    {
      options: { end: 'never' },
      message: 'end is never, expected a time from 1970 to 9999 (Date, ISO 8601 or milliseconds)',
    },
  ])('refuses $options', ({ options, message }) => {
    expect(() => scenario('kerberoasting', options)).toThrow(new RangeError(message));
  });

  it('is plain data', () => {
    const plan = scenario('brute_force', { incidents: 2, events: 50, start, origin: 'outside' });
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });
});

function hourIn(zone: string, time: string): number {
  return Number(
    new Intl.DateTimeFormat('en', { timeZone: zone, hour: 'numeric', hourCycle: 'h23' }).format(
      new Date(time),
    ),
  );
}
