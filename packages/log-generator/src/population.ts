import { createRandom, type Random, requireInteger } from '@sidecar/numeric';
import { between, sample } from './draw.ts';
import { type Instant, requireSpan } from './instant.ts';
import { giveServiceAccounts } from './population/service-accounts.ts';
import { type Habits, requireHabits } from './population/habits.ts';
import { personNames } from './population/names.ts';
import { createOffices, createServers } from './population/offices.ts';
import { requireZone } from './population/require-population.ts';
import { createPerson } from './population/people.ts';
import { createAdmin } from './population/privileged.ts';
import { createService } from './population/services.ts';
import { type Machine, type Person, type Population, type Span } from './population/types.ts';

export interface PopulationOptions {
  /** Begin of the time in which people are hired, travel, get new laptops; events can be made for any part of it. */
  readonly start: Instant;
  /** End of that time. */
  readonly end: Instant;
  /** Seeds every choice: same options, same population. @default 0 */
  readonly seed?: number | string;
  /** People with an account, from 1 to 1,000,000. @default 200 */
  readonly people?: number;
  /** Accounts that programs use, from 0 to 100,000. @default 40 */
  readonly services?: number;
  /** People who have a second, privileged account, from 0 to `people`. @default a tenth of the people */
  readonly admins?: number;
  /** Computers whose own account shows up, from 0 to `people`. @default a fifth of the people */
  readonly machines?: number;
  /** Further accounts of people that have been asleep for long, from 0 to 100,000. @default a twentieth of the people */
  readonly dormant?: number;
  /** IANA time zones, one office each; the first has the most people. @default Berlin, New York and Kolkata */
  readonly zones?: readonly string[];
  /** What happens there and to how many, as far as it is not as usual: `{ travel: 0, newHires: 0.5 }`. @default usualHabits */
  readonly habits?: Partial<Habits>;
}

/**
 * An organisation: people with working weeks in their time zones, night shifts, holidays, travel, VPN days, new laptops,
 * role changes, forgotten devices that try old passwords; new hires and leavers; service accounts that follow a clock;
 * administrators, some of whom touch new machines daily; computers' own accounts; accounts long asleep.
 *
 * @returns Plain data, which survives JSON and may be edited. `dormant` accounts come last among the people.
 * @throws RangeError if a size or a habit is out of range, a time zone or a habit unknown, or `end` is not after `start`.
 * @example
 * population({ start: '2026-01-01', end: '2026-04-01', people: 30 }).people.length; // => 31
 */
export function population({
  start,
  end,
  seed = 0,
  people = 200,
  services = 40,
  admins = Math.round(people / 10),
  machines = Math.round(people / 5),
  dormant = Math.round(people / 20 - 0.5),
  zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata'],
  habits: changed = {},
}: PopulationOptions): Population {
  const span = requireSpan(start, end);
  requireInteger('people', people, 1, 1_000_000);
  requireInteger('services', services, 0, 100_000);
  requireInteger('admins', admins, 0, people);
  requireInteger('machines', machines, 0, people);
  requireInteger('dormant', dormant, 0, 100_000);
  requireInteger('number of zones', zones.length, 1, 100);
  for (const zone of zones) requireZone('zones', zone);
  const habits = requireHabits(changed);
  const random = createRandom(`${seed}/population`);
  const { holidayDays } = habits;
  const offices = createOffices(zones, { span, holidayDays }, random.fork('offices'));
  const servers = createServers(12 + Math.round(people / 8 + services / 2), offices);
  const departments = createDepartments(
    Math.max(2, Math.round(people / 18)),
    servers.length,
    random.fork('departments'),
  );
  const around = { span, offices, departments, servers: servers.length, habits };
  const name = personNames(random.fork('names'));
  const person = (_: unknown, i: number): Person =>
    createPerson(name(), i, around, random.fork(`person ${i}`));
  const active = Array.from({ length: people }, person);
  const asleep = Array.from({ length: dormant }, (_, i) =>
    fallAsleep(person(_, people + i), span, random.fork(`sleep ${i}`)),
  );
  const owners = sample(random.fork('owners'), [...active.keys()], admins);
  const programs = Array.from({ length: services }, (_, i) =>
    createService(i, { offices, servers, span, habits }, random.fork(`service ${i}`)),
  );
  return {
    span,
    offices,
    servers: giveServiceAccounts(servers, programs, habits.rc4Servers, random.fork('rc4')),
    departments,
    people: [...active, ...asleep],
    admins: owners.map((i) =>
      createAdmin(i, active[i]!, { offices, servers, habits }, random.fork(`admin ${i}`)),
    ),
    services: programs,
    machines: sample(random.fork('machines'), active, machines).map((owner) => machineOf(owner, random)),
  };
}

/** Each department works with five to nine servers, some of them shared with others. */
function createDepartments(count: number, servers: number, random: Random): number[][] {
  const all = Array.from({ length: servers }, (_, i) => i);
  return Array.from({ length: count }, () => sample(random, all, 5 + random.integer(5)));
}

/** Active, if at all, only in the first quarter of the span. */
function fallAsleep(person: Person, span: Span, random: Random): Person {
  const quarter = span.from + (span.to - span.from) / 4;
  return {
    ...person,
    active: { from: span.from, to: Math.max(span.from, between(random, 2 * span.from - quarter, quarter)) },
  };
}

function machineOf({ devices, office }: Person, random: Random): Machine {
  const { name, ip } = devices[0]!;
  return { user: `${name}$`, office, volume: 0.5 + random.next(), ip };
}
