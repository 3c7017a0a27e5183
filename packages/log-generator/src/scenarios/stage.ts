import { type Random } from '@sidecar/numeric';
import { type Act } from '../act.ts';
import { nextInOrder, pick, sample } from '../draw.ts';
import { type Happening } from '../happening.ts';
import { personNames } from '../population/names.ts';
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
  /** What the caller chose; null for whatever the play would choose itself. */
  readonly chosen: Choice;
}

/** What a caller may choose for an incident. */
export interface Choice {
  readonly accounts: readonly string[] | null;
  readonly targets: readonly string[] | null;
  readonly succeeds: boolean | null;
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

/** Whose account is misused: one of the chosen, or as `anyone`. An account that is not a person's is given to somebody. */
export function victim(stage: Stage): Person {
  const { chosen, random, world } = stage;
  if (chosen.accounts === null) return anyone(stage);
  const user = pick(random, chosen.accounts);
  const { people, admins } = world.population;
  const owner = admins.find((admin) => admin.user === user)?.owner;
  const person =
    people.find((one) => one.user === user) ?? (owner === undefined ? anyone(stage) : people[owner]!);
  return { ...person, user };
}

/** Names of up to `count` accounts in random order, of the chosen or of all: mostly people, also services and administrators. */
export function accountNames({ world, random, chosen }: Stage, count: number): string[] {
  if (chosen.accounts !== null) return sample(random, chosen.accounts, count);
  const { people, services, admins } = world.population;
  return sample(random, [...people, ...services, ...admins], count).map(({ user }) => user);
}

/** A function that makes names that look like people's but are nobody's. */
export function strangeNames({ random, world }: Stage): () => string {
  const taken = new Set(world.population.people.map(({ user }) => user));
  const next = personNames(random);
  return () => {
    let name = next();
    while (taken.has(name)) name = next();
    return name;
  };
}

/** Names of servers, or of the chosen targets, in random order. */
export function serverNames({ world, random, chosen }: Stage, count: number): string[] {
  return sample(random, chosen.targets ?? world.population.servers.map(({ name }) => name), count);
}

/** One of the chosen targets, or what the play would choose itself. */
export function targetOr({ chosen, random }: Stage, usual: string): string {
  return chosen.targets === null ? usual : pick(random, chosen.targets);
}

/** Address of the computer of somebody else. */
export function strangeDesk(stage: Stage): { name: string; ip: string } {
  return currentOf(anyone(stage).devices, stage.from);
}
