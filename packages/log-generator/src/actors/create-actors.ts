import { type Random } from '@sidecar/numeric';
import { type Service, type WorkingWeek } from '../population/types.ts';
import { jobRhythm, steadyRhythm, workRhythm } from '../rhythm.ts';
import { type World } from '../world.ts';
import { type Actor } from './actor.ts';
import { adminActor } from './admin-actor.ts';
import { personActor } from './person-actor.ts';
import { machineActor, serviceActor } from './service-actor.ts';

/** How often each kind of account begins something, whatever their numbers; an administrator then makes most events. */
const shares = { people: 0.58, services: 0.29, admins: 0.05, machines: 0.08 };

/** All accounts of a world, ready to act. Accounts with the same week share one rhythm. */
export function createActors(world: World, random: Random): Actor[] {
  const { people, services, admins, machines } = world.population;
  const weeks = new Map<string, Float64Array>();
  const rhythmOf = (week: WorkingWeek, patchDay: number | null = null): Float64Array => {
    const key = `${week.days.join()}/${week.from}/${week.to}/${week.restless}/${patchDay}`;
    const known = weeks.get(key) ?? workRhythm(week, patchDay);
    weeks.set(key, known);
    return known;
  };
  const steady = steadyRhythm(0);
  const business = steadyRhythm(4);
  const serviceRhythm = ({ kind, hour }: Service): Float64Array => {
    if (kind === 'daily') return jobRhythm([0, 1, 2, 3, 4, 5, 6], hour, 2);
    if (kind === 'weekly') return jobRhythm([5], hour, 8);
    return kind === 'business' ? business : steady;
  };
  const awake = steadyRhythm(2);
  return [
    ...scaled(people, shares.people, (one) => personActor(one, rhythmOf(one.week), world, random)),
    ...scaled(services, shares.services, (one) => serviceActor(one, serviceRhythm(one), world, random)),
    ...scaled(admins, shares.admins, (one) =>
      adminActor(one, rhythmOf(people[one.owner]!.week, one.patchDay), world, random),
    ),
    ...scaled(machines, shares.machines, (one) => machineActor(one, awake, world, random)),
  ];
}

/** Makes actors whose volumes add up to the share. */
function scaled<T extends { readonly volume: number }>(
  all: readonly T[],
  share: number,
  make: (one: T) => Actor,
): Actor[] {
  const total = all.reduce((sum, { volume }) => sum + volume, 0);
  return all.map((one) => make({ ...one, volume: (one.volume * share) / total }));
}
