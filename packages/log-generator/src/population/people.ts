import { type Random } from '@sidecar/numeric';
import { between, chance, exponential, pick, sample } from '../draw.ts';
import { deskAddress, homeAddress, outsideAddress } from './addresses.ts';
import { type DeviceFrom, type Office, type Person, type RoleFrom, type Span, type Trip } from './types.ts';
import { workingWeek } from './working-week.ts';

const dayMs = 86_400_000;

/** What a person is made in. */
export interface Surroundings {
  readonly span: Span;
  readonly offices: readonly Office[];
  readonly departments: readonly (readonly number[])[];
  /** Number of servers. */
  readonly servers: number;
}

/** A person: the life of one account over the span. */
export function createPerson(user: string, number: number, around: Surroundings, random: Random): Person {
  const { span, offices, departments } = around;
  const office = Math.floor(random.next() ** 2 * offices.length);
  const department = random.integer(departments.length);
  const hired = chance(random, 0.06) ? between(random, span.from, span.to) : span.from;
  const left = chance(random, 0.03) ? between(random, hired, span.to) : span.to;
  return {
    user,
    office,
    week: workingWeek(random),
    volume: 0.25 + exponential(random, 0.75),
    curiosity: 0.003 + exponential(random, 0.02),
    typos: 0.005 + exponential(random, 0.02),
    technical: chance(random, 0.15),
    homeDays: chance(random, 0.55) ? sample(random, [0, 1, 2, 3, 4], 1 + random.integer(3)) : [],
    devices: createDevices(number, offices[office]!, department, span, random),
    homes: addressesOverTime(span, 60, () => homeAddress(random), random),
    roles: createRoles(department, around, random),
    active: { from: hired, to: left },
    leaves: [
      ...someSpans(random, span, 60, 2, 12),
      ...(chance(random, 0.05) ? [longLeave(span, random)] : []),
    ],
    trips: chance(random, 0.25) ? createTrips(offices, span, random) : [],
    storms: chance(random, 0.12) ? [stormSpan(span, random)] : [],
  };
}

/** A laptop or a desktop, now and then with another address, for one in eight replaced by a new one during the span. */
function createDevices(
  number: number,
  office: Office,
  department: number,
  span: Span,
  random: Random,
): DeviceFrom[] {
  const portable = chance(random, 0.5);
  const name = (n: number): string =>
    `${portable ? 'LT' : 'WS'}-${office.code}-${String(n).padStart(4, '0')}`;
  const address = (): string => deskAddress(random, office.network, department);
  const replaced = chance(random, 0.13) ? between(random, span.from, span.to) : span.to;
  const lease = portable ? 30 : 400;
  const first = addressesOverTime({ from: span.from, to: replaced }, lease, address, random);
  const devices = first.map(({ from, ip }) => ({ from, ip, name: name(number) }));
  if (replaced < span.to) devices.push({ from: replaced, ip: address(), name: name(number + 5000) });
  return devices;
}

/** Addresses that change after exponentially distributed times with a mean in days. */
function addressesOverTime(
  span: Span,
  meanDays: number,
  address: () => string,
  random: Random,
): DeviceFrom[] {
  const list = [{ from: span.from, ip: address(), name: '' }];
  let from = span.from + exponential(random, meanDays * dayMs);
  while (from < span.to) {
    list.push({ from, ip: address(), name: '' });
    from += exponential(random, meanDays * dayMs);
  }
  return list;
}

function createRoles(
  department: number,
  { span, departments, servers }: Surroundings,
  random: Random,
): RoleFrom[] {
  const role = (from: number, to: number): RoleFrom => ({
    from,
    department: to,
    servers: [...sample(random, departments[to]!, 4 + random.integer(3)), random.integer(servers)],
  });
  const first = role(span.from, department);
  if (!chance(random, 0.06)) return [first];
  return [first, role(between(random, span.from, span.to), random.integer(departments.length))];
}

function createTrips(offices: readonly Office[], span: Span, random: Random): Trip[] {
  return someSpans(random, span, 50, 2, 6).map((trip) => ({
    ...trip,
    zone: pick(random, offices).zone,
    ip: outsideAddress(random),
  }));
}

/** Whole days at intervals with the given mean. */
function someSpans(random: Random, span: Span, meanGap: number, shortest: number, longest: number): Span[] {
  const spans: Span[] = [];
  let from = span.from + exponential(random, meanGap * dayMs);
  while (from < span.to) {
    const to = from + between(random, shortest, longest) * dayMs;
    spans.push({ from, to });
    from = to + exponential(random, meanGap * dayMs);
  }
  return spans;
}

/** A month or two: whoever comes back looks like an account that was asleep. */
function longLeave(span: Span, random: Random): Span {
  const from = between(random, span.from, span.to);
  return { from, to: from + between(random, 28, 70) * dayMs };
}

function stormSpan(span: Span, random: Random): Span {
  const from = between(random, span.from, span.to);
  return { from, to: from + between(random, 2, 12) * 3_600_000 };
}
