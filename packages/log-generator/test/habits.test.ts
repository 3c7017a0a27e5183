import { describe, expect, it } from 'vitest';
import { type Habits, mix, type Population, population, type SeedEvent, usualHabits } from '../src/index.ts';

const start = '2026-03-02T00:00:00Z';
const end = '2026-05-11T00:00:00Z';
const day = 86_400_000;

interface Company {
  readonly people: Population['people'];
  readonly events: SeedEvent[];
  readonly of: (pattern: RegExp) => SeedEvent[];
}

/** What a small organisation in one zone does in ten weeks. */
function company(habits: Partial<Habits>): Company {
  const sizes = { people: 40, services: 10, admins: 6, machines: 0, dormant: 0, zones: ['Europe/London'] };
  const made = population({ start, end, seed: 3, ...sizes, habits });
  const events = [...mix(made, [], { events: 12_000, start, end })].map(({ event }) => event);
  return { people: made.people, events, of: (pattern) => events.filter(({ user }) => pattern.test(user)) };
}

const person = /^[a-z]\./;
const admin = /^adm-/;
const service = /^svc-/;
const time = ({ TimeCreated }: SeedEvent): number => Date.parse(TimeCreated);
const share = <T>(items: readonly T[], is: (item: T) => boolean): number =>
  items.filter(is).length / items.length;
const grouped = <T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
};
const byUser = (events: SeedEvent[]): SeedEvent[][] => [...grouped(events, ({ user }) => user).values()];
const distinct = (events: SeedEvent[], field: (event: SeedEvent) => unknown): number =>
  new Set(events.map(field)).size;
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const interactive = ({ logon_type: type, signature_id: id, action }: SeedEvent): boolean =>
  type === 2 && id === 4624 && action === 'success';
const longestGap = (events: SeedEvent[]): number =>
  Math.max(...events.slice(1).map((event, i) => (time(event) - time(events[i]!)) / day));
const inWeek = (week: number) => (event: SeedEvent) =>
  Math.floor((time(event) - Date.parse(start)) / day / 7) === week;

/** A number seen in the events, with the habit off and on. */
const cases: { name: string; off: Partial<Habits>; on: Partial<Habits>; see: (made: Company) => number; below: number; above: number }[] = [
  { name: 'part time: few events in the afternoon after four', off: { partTime: 0 }, on: { partTime: 0.88 }, below: -0.2, above: -0.17,
    see: ({ of }) => -share(of(person).filter(({ signature_id: id }) => id !== 4634), (event) => new Date(time(event)).getUTCHours() >= 15) },
  { name: 'early shifts: work at six', off: {}, on: { earlyShifts: 0.84 }, below: 0.06, above: 0.12,
    see: ({ of }) => share(of(person), (event) => [5, 6].includes(new Date(time(event)).getUTCHours())) },
  { name: 'late shifts: work in the evening', off: {}, on: { lateShifts: 0.84 }, below: 0.06, above: 0.18,
    see: ({ of }) => share(of(person), (event) => [18, 19, 20].includes(new Date(time(event)).getUTCHours())) },
  { name: 'night shifts: work over midnight', off: { nightShifts: 0 }, on: { nightShifts: 0.84 }, below: 0.03, above: 0.4,
    see: ({ of }) => share(of(person), (event) => [23, 0, 1, 2, 3].includes(new Date(time(event)).getUTCHours())) },
  { name: 'night owls: work at odd hours', off: { nightOwls: 0 }, on: { nightOwls: 1 }, below: 0.1, above: 0.115,
    see: ({ of }) => share(of(person), (event) => [0, 6].includes(new Date(time(event)).getUTCDay())) },
  { name: 'holidays: weekdays on which hardly anybody works', off: { holidayDays: 0 }, on: { holidayDays: 10 }, below: 0, above: 2,
    see: ({ of }) => {
      const days = [...grouped(of(person), ({ TimeCreated }) => TimeCreated.slice(0, 10))];
      return days.filter(([date, events]) => ![0, 6].includes(new Date(date).getUTCDay()) && events.length < 50).length;
    } },
  { name: 'leave: many days in a row without somebody', off: { leave: 0, longLeave: 0 }, on: { longLeave: 0 }, below: 6.2, above: 7,
    see: ({ of }) => mean(byUser(of(person)).filter((events) => events.length > 100).map(longestGap)) },
  { name: 'long leave: gaps of four weeks', off: { longLeave: 0 }, on: { longLeave: 1 }, below: 0.05, above: 0.12,
    see: ({ of }) => share(byUser(of(person)), (events) => events.some((event, i) => i > 0 && time(event) - time(events[i - 1]!) > 21 * day)) },
  { name: 'travel: the VPN from elsewhere', off: { vpn: 0, travel: 0 }, on: { vpn: 0, travel: 1 }, below: 0, above: 15,
    see: ({ of }) => distinct(of(person).filter(({ dest, action }) => dest.startsWith('VPN-') && action === 'success'), ({ src }) => src) },
  { name: 'VPN days at home', off: { vpn: 0, travel: 0 }, on: { vpn: 1, travel: 0 }, below: 0, above: 0.5,
    see: ({ of }) => share(byUser(of(person)), (events) => events.some(({ dest, action }) => dest.startsWith('VPN-') && action === 'success')) },
  { name: 'new laptops: two computers', off: { newLaptops: 0, roaming: 0 }, on: { newLaptops: 1, roaming: 0 }, below: 1, above: 1.5,
    see: ({ of }) => mean(byUser(of(person).filter(interactive)).map((events) => distinct(events, ({ dest }) => dest))) },
  { name: 'new hires: accounts first seen in the second half', off: { newHires: 0 }, on: { newHires: 1 }, below: 0.05, above: 0.3,
    see: ({ of }) => share(byUser(of(person)).filter((events) => events.length > 20), (events) => time(events[0]!) > Date.parse(start) + 35 * day) },
  { name: 'leavers: accounts last seen in the first half', off: { leavers: 0 }, on: { leavers: 1 }, below: 0.05, above: 0.2,
    see: ({ of }) => share(byUser(of(person)).filter((events) => events.length > 20), (events) => time(events.at(-1)!) < Date.parse(start) + 35 * day) },
  { name: 'role changes: servers of the last weeks that were unknown in the first', off: { roleChanges: 0, strangeServers: 0 }, on: { roleChanges: 1, strangeServers: 0 }, below: 0.22, above: 0.27,
    see: ({ of }) => mean(byUser(of(person)).map((events) => {
      const early = new Set(events.filter(inWeek(0)).concat(events.filter(inWeek(1)), events.filter(inWeek(2))).map(({ dest }) => dest));
      const late = events.filter(inWeek(9)).concat(events.filter(inWeek(8))).filter(({ signature_id: id }) => id === 4769);
      return late.length === 0 ? 0 : share(late, ({ dest }) => !early.has(dest));
    })) },
  { name: 'lockout storms: locked accounts', off: { lockoutStorms: 0 }, on: { lockoutStorms: 1 }, below: 0, above: 20,
    see: ({ events }) => events.filter(({ status }) => status === '0xC0000234' || status === '0x12').length },
  { name: 'technical people: scripts and remote sessions', off: { technical: 0 }, on: { technical: 1 }, below: 0, above: 0.01,
    see: ({ of }) => share(of(person), ({ process, logon_type: type }) => type === 10 || process.includes('powershell')) },
  { name: 'typos: names that do not exist', off: { typos: 0 }, on: { typos: 0.1 }, below: 0, above: 20,
    see: ({ of, people }) => of(person).filter(({ user, action }) => action === 'failure' && !people.some((one) => one.user === user)).length },
  { name: 'strange servers', off: { strangeServers: 0 }, on: { strangeServers: 0.5 }, below: 5, above: 8,
    see: ({ of }) => mean(byUser(of(person)).map((events) => distinct(events.filter(({ signature_id: id }) => id === 4769), ({ dest }) => dest))) },
  { name: 'roaming: computers of others', off: { roaming: 0, newLaptops: 0 }, on: { roaming: 0.1, newLaptops: 0 }, below: 1, above: 4,
    see: ({ of }) => mean(byUser(of(person).filter(interactive)).map((events) => distinct(events, ({ dest }) => dest))) },
  { name: 'administrators on new machines, day after day', off: { newMachinesLeast: 0, newMachinesMost: 0 }, on: { newMachinesLeast: 0.9 }, below: 0.6, above: 0.8,
    see: ({ of }) => mean(byUser(of(admin)).map((events) => {
      const seen = new Set<string>();
      const days = [...grouped(events.slice(0, 100), ({ TimeCreated }) => TimeCreated.slice(0, 10)).values()];
      return share(days.slice(1), (today) => today.map(({ dest }) => !seen.has(dest) && seen.add(dest)).some(Boolean)) ;
    })) },
  { name: 'patch nights', off: { patchNights: 0 }, on: { patchNights: 1 }, below: 0.03, above: 0.037,
    see: ({ of }) => share(of(admin), (event) => [20, 21, 22].includes(new Date(time(event)).getUTCHours())) },
  { name: 'services that move', off: { movedServices: 0 }, on: { movedServices: 1 }, below: 1, above: 1.5,
    see: ({ of }) => mean(byUser(of(service)).map((events) => distinct(events, ({ src }) => src))) },
  { name: 'services that fail again and again', off: { failingServices: 0 }, on: { failingServices: 1 }, below: 0.01, above: 0.05,
    see: ({ of }) => share(of(service), ({ action }) => action === 'failure') },
  { name: 'tickets in RC4 for services that run as an account', off: { rc4Servers: 0 }, on: { rc4Servers: 1 }, below: 0, above: 0.99,
    see: ({ of }) => share(of(person).filter(({ signature_id: id }) => id === 4769), (event) => event.ticket_encryption_type === '0x17' && service.test(event.service_name!)) },
]; // prettier-ignore

describe('a habit is seen in the events, and can be turned off', () => {
  it.for(cases)('$name', ({ off, on, see, below, above }) => {
    expect(see(company(off))).toBeLessThanOrEqual(below);
    expect(see(company(on))).toBeGreaterThan(above);
  });

  it('every habit has a case here', () => {
    const named = new Set(cases.flatMap(({ off, on }) => Object.keys({ ...off, ...on })));
    expect([...named].sort()).toEqual(Object.keys(usualHabits).sort());
  });
});

describe('habits', () => {
  it.for([
    { habits: { travel: 0 }, changes: ['trips'] },
    { habits: { travel: 1 }, changes: ['trips'] },
    { habits: { vpn: 0.1 }, changes: ['homeDays'] },
    { habits: { lockoutStorms: 1 }, changes: ['storms'] },
    { habits: { newLaptops: 0.9 }, changes: ['devices'] },
    { habits: { roleChanges: 1 }, changes: ['roles'] },
    { habits: { nightShifts: 0.5 }, changes: ['week'] },
    { habits: { nightOwls: 0.5 }, changes: ['week'] },
    { habits: { newHires: 0.5, leavers: 0.5 }, changes: ['active'] },
    { habits: { leave: 0, longLeave: 0.5 }, changes: ['leaves'] },
    { habits: { technical: 0.5 }, changes: ['technical'] },
    { habits: { typos: 0 }, changes: ['typos'] },
  ])('$habits leaves the rest of everybody as it was', ({ habits, changes }) => {
    const usual = population({ start, end, people: 60 });
    const other = population({ start, end, people: 60, habits });
    const changed = usual.people.flatMap((one, i) =>
      Object.entries(one).flatMap(([field, value]) =>
        JSON.stringify(value) === JSON.stringify(other.people[i]![field as keyof typeof one]) ? [] : [field],
      ),
    );
    expect([...new Set(changed)]).toEqual(changes);
    expect({ ...other, people: [], admins: [], machines: [] }).toEqual({
      ...usual,
      people: [],
      admins: [],
      machines: [],
    });
  });

  it.for([
    { habits: { coffee: 1 }, message: /^habit is coffee, expected one of partTime, / },
    { habits: { travel: 2 }, message: 'habit travel is 2, expected a number from 0 to 1' },
    { habits: { holidayDays: 0.5 }, message: 'habit holidayDays is 0.5, expected a number from 1 to 3650' },
    {
      habits: { nightShifts: 0.9, lateShifts: 0.9 },
      message: /^sum of partTime and the shifts is 1.9\d*, expected a number from 0 to 1$/,
    },
    {
      habits: { newMachinesLeast: 0.95 },
      message: 'habit newMachinesLeast is 0.95, expected a number from 0 to 0.9',
    },
  ])('refuses $habits', ({ habits, message }) => {
    expect(() => population({ start, end, habits })).toThrow(RangeError);
    expect(() => population({ start, end, habits })).toThrow(message);
  });
});
