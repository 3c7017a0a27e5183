import { facetNames, type Observation } from '@sidecar/features';
import { FIRST_FACET_LAYER, FIRST_ORGANISATION_LAYER, FIRST_SIDE_LAYER } from '../layer-names.ts';
import { tempered } from '../surprise.ts';
import type { KnownValues } from '../prepare-layers.ts';
import { createBoundedMap } from './bounded-map.ts';

const DAY_MS = 86_400_000;
const MOST_VALUES = 150_000;
const MOST_FOLLOWERS = 50;
const FOLLOWER = 0.3;
const SOURCE = facetNames.indexOf('source');
const DESTINATION = facetNames.indexOf('destination');

/** Values that the baseline does not know, and what became of them since; plain data. */
export interface HabitState {
  readonly own: readonly (readonly [key: string, days: number, lastDay: number])[];
  readonly shared: readonly (readonly [key: string, users: readonly string[]])[];
}

/** What is known by now of the values of one event, one entry per facet, saturating at 255. */
export interface Habits {
  /** Earlier days on which the account succeeded with the value, if its baseline does not know it. */
  readonly days: Uint8Array;
  /** Other accounts that succeeded with it, if no baseline knows it. */
  readonly followers: Uint8Array;
}

export interface HabitTracker {
  /**
   * Tells what is known of an event's values, and counts them; events come in time order.
   *
   * @param unknown - Its facets whose values the account's baseline does not know.
   */
  observe(observation: Observation, unknown: readonly number[], known: KnownValues): Habits;
  state(): HabitState;
  /** How many values it forgot for want of room. */
  forgotten(): number;
}

/**
 * Follows what is new since the baseline was made: a new laptop is news on its first day, a habit after a week; a server
 * that everybody moves to is no longer news. A failure makes no habit. At most 150,000 values are followed; those
 * not met for longest go first.
 */
export function createHabitTracker(from?: HabitState): HabitTracker {
  const own = createBoundedMap<Habit>(
    MOST_VALUES,
    (from?.own ?? []).map(([key, days, last]) => [key, { days, last }]),
  );
  const shared = createBoundedMap<Set<string>>(
    MOST_VALUES,
    (from?.shared ?? []).map(([key, users]) => [key, new Set(users)]),
  );
  return {
    observe: (observation, unknown, known) => {
      if (unknown.length === 0) return noHabits;
      const days = new Uint8Array(facetNames.length);
      const followers = new Uint8Array(facetNames.length);
      const { user, time, facets, failed } = observation;
      const day = Math.floor(time / DAY_MS);
      let isHabit = false;
      for (const f of unknown) {
        const value = facets[f]!;
        const key = `${f}\t${user}\t${value}`;
        const habit = own.get(key);
        if (habit !== undefined) days[f] = Math.min(255, habit.days - (habit.last === day ? 1 : 0));
        const isNewToAll = !known(f, value);
        if (isNewToAll) followers[f] = followersOf(`${f}\t${value}`, user);
        isHabit ||= days[f]! > 0 || followers[f]! > 0;
        if (!failed) {
          own.touch(key, nextHabit(habit, day));
          if (isNewToAll) follow(`${f}\t${value}`, user);
        }
      }
      return isHabit ? { days, followers } : noHabits;
    },
    forgotten: () => own.forgotten() + shared.forgotten(),
    state: () => ({
      own: [...own.entries()].map(([key, { days, last }]) => [key, days, last]),
      shared: [...shared.entries()].map(([key, users]) => [key, [...users]]),
    }),
  };

  function followersOf(key: string, user: string): number {
    const users = shared.get(key);
    return users === undefined ? 0 : users.size - (users.has(user) ? 1 : 0);
  }

  function follow(key: string, user: string): void {
    const users = shared.get(key) ?? new Set<string>();
    if (users.size < MOST_FOLLOWERS) users.add(user);
    shared.touch(key, users);
  }
}

/**
 * Lowers the surprise of values that became habits: what exceeds the ordinary is divided by `1 + days` and by
 * `1 + 0.3 followers`.
 */
export function applyHabits(surprises: number[], { days, followers }: Habits): void {
  for (let f = 0; f < facetNames.length; f++) {
    if (days[f] === 0 && followers[f] === 0) continue;
    const share = 1 / ((1 + days[f]!) * (1 + FOLLOWER * followers[f]!));
    const calm = (j: number): void => {
      surprises[j] = tempered(surprises[j]!, share);
    };
    calm(FIRST_FACET_LAYER + f);
    calm(FIRST_ORGANISATION_LAYER + f);
    if (f === SOURCE) calm(FIRST_SIDE_LAYER);
    if (f === DESTINATION) calm(FIRST_SIDE_LAYER + 1);
  }
}

/** Of most events everything is known. */
export const noHabits: Habits = {
  days: new Uint8Array(facetNames.length),
  followers: new Uint8Array(facetNames.length),
};

interface Habit {
  /** Days on which the account succeeded with the value, and the last of them. */
  readonly days: number;
  readonly last: number;
}

function nextHabit(habit: Habit | undefined, day: number): Habit {
  if (habit === undefined) return { days: 1, last: day };
  return habit.last === day ? habit : { days: habit.days + 1, last: day };
}
