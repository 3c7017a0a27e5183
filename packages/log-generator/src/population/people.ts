import { type Random } from '@sidecar/numeric';
import { between, chance, exponential, sample } from '../draw.ts';
import { happensTo } from './as-usual.ts';
import { addressesOverTime, createDevices } from './devices.ts';
import { homeAddress } from './addresses.ts';
import { type Habits, usualHabits } from './habits.ts';
import { createLeaves, createTrips } from './leaves.ts';
import { type Office, type Person, type RoleFrom, type Span } from './types.ts';
import { workingWeek } from './working-week.ts';

/** What a person is made in. */
export interface Surroundings {
  readonly span: Span;
  readonly offices: readonly Office[];
  readonly departments: readonly (readonly number[])[];
  /** Number of servers. */
  readonly servers: number;
  readonly habits: Habits;
}

/** A person: the life of one account over the span. */
export function createPerson(user: string, number: number, around: Surroundings, random: Random): Person {
  const { span, offices, departments, habits } = around;
  const some = <T, None>(habit: keyof Habits, make: (draws: Random) => T, none: None): T | None =>
    happensTo(random, habit, { usual: usualHabits[habit], wanted: habits[habit] }, make, none);
  const office = Math.floor(random.next() ** 2 * offices.length);
  const department = random.integer(departments.length);
  const hired = some('newHires', (draws) => between(draws, span.from, span.to), span.from);
  const left = some('leavers', (draws) => between(draws, hired, span.to), span.to);
  return {
    user,
    office,
    week: workingWeek(habits, random),
    volume: 0.25 + exponential(random, 0.75),
    curiosity: (0.003 + exponential(random, 0.02)) * (habits.strangeServers / usualHabits.strangeServers),
    typos: (0.005 + exponential(random, 0.02)) * (habits.typos / usualHabits.typos),
    roaming: habits.roaming,
    technical: chance(random, habits.technical),
    homeDays: some('vpn', (draws) => sample(draws, [0, 1, 2, 3, 4], 1 + draws.integer(3)), []),
    devices: createDevices(number, { office: offices[office]!, department, span, habits }, random),
    homes: addressesOverTime(span, 60, () => homeAddress(random), random),
    roles: createRoles(department, around, random),
    active: { from: hired, to: left },
    leaves: createLeaves(span, habits, random),
    trips: some('travel', (draws) => createTrips(offices, span, draws), []),
    storms: some('lockoutStorms', (draws) => [stormSpan(span, draws)], []),
  };
}

function createRoles(
  department: number,
  { span, departments, servers, habits }: Surroundings,
  random: Random,
): RoleFrom[] {
  const role = (from: number, to: number, draws: Random): RoleFrom => ({
    from,
    department: to,
    servers: [...sample(draws, departments[to]!, 4 + draws.integer(3)), draws.integer(servers)],
  });
  const first = role(span.from, department, random);
  const { roleChanges } = habits;
  const change = (draws: Random): RoleFrom[] => [
    role(between(draws, span.from, span.to), draws.integer(departments.length), draws),
  ];
  const usual = usualHabits.roleChanges;
  return [first, ...happensTo(random, 'roleChanges', { usual, wanted: roleChanges }, change, [])];
}

function stormSpan(span: Span, random: Random): Span {
  const from = between(random, span.from, span.to);
  return { from, to: from + between(random, 2, 12) * 3_600_000 };
}
