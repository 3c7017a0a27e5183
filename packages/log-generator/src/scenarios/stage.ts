import { type Random } from '@sidecar/numeric';
import { type Act } from '../act.ts';
import { nextInOrder, pick, sample } from '../draw.ts';
import { type Happening } from '../happening.ts';
import { type Person } from '../population/types.ts';
import { currentOf } from '../timeline.ts';
import { type World } from '../world.ts';

/** Where one incident is played: it makes exactly `size` happenings in time order, from `from` to before `to`. */
export interface Stage {
  readonly world: World;
  readonly random: Random;
  readonly size: number;
  readonly from: number;
  readonly to: number;
  readonly origin: 'outside' | 'inside';
  /** Index of the office whose clock told the hour at which it begins. */
  readonly office: number;
}

/** Plays one incident. */
export type Play = (stage: Stage) => Generator<Happening>;

/** One step of an attack. */
export function step(
  time: number,
  act: Act,
  user: string,
  src: string,
  dest: string,
  srcUser: string = user,
): Happening {
  return { time, act, user, srcUser, src, dest };
}

/** `size` times in order, at random over the stage. */
export function* anyTimes({ random, size, from, to }: Stage): Generator<number> {
  let u = 0;
  for (let i = 0; i < size; i++) {
    u = nextInOrder(random, u, size - i);
    yield from + u * (to - from);
  }
}

/** `size` times at the pace of a tool: even steps with jitter of up to 80 % of a step. */
export function* pacedTimes({ random, size, from, to }: Stage): Generator<number> {
  for (let i = 0; i < size; i++) yield from + ((i + 0.8 * random.next()) / size) * (to - from);
}

/** A person of the stage's office whose account is in use when the stage begins; anybody if there seems to be none. */
export function anyone({ world, random, from, office }: Stage): Person {
  const { people } = world.population;
  for (let i = 0; i < 100; i++) {
    const person = pick(random, people);
    if (person.office === office && person.active.from <= from && from < person.active.to) return person;
  }
  return pick(random, people);
}

/** Names of up to `count` accounts in random order: mostly people, also services and administrators. */
export function accountNames({ world, random }: Stage, count: number): string[] {
  const { people, services, admins } = world.population;
  return sample(random, [...people, ...services, ...admins], count).map(({ user }) => user);
}

/** Names of servers in random order. */
export function serverNames({ world, random }: Stage, count: number): string[] {
  return sample(random, world.population.servers, count).map(({ name }) => name);
}

/** Address of the computer of somebody else. */
export function strangeDesk(stage: Stage): { name: string; ip: string } {
  return currentOf(anyone(stage).devices, stage.from);
}
