/** What was let go of for want of room. */
export interface Forgotten {
  /** How many events are gone. */
  readonly events: number;
  /** How many kinds are; one that came back and was forgotten again counts again. */
  readonly kinds: number;
  /** No kind lost more events than this, all in all, however often it came back. */
  readonly mostEvents: number;
}

/** Gives numbers to kinds, counts their events, and takes numbers back from the kinds with the fewest. */
export interface KindTally {
  /** Numbers are below it. */
  readonly size: number;
  /** How many numbers are taken. */
  readonly taken: number;
  /** How many events were counted. */
  readonly events: number;
  readonly forgotten: Forgotten;
  /** The lowest number that is free, which is taken from now on. */
  take(): number;
  /** Counts an event of a kind. @returns How many events there were before it, of all kinds. */
  count(id: number): number;
  isTaken(id: number): boolean;
  /** Whether the event that was counted as number `event`, from 0, is of the kind that has this number now, and not of one that had it before. */
  holds(id: number, event: number): boolean;
  /** Frees numbers until at most `most` are taken. */
  forget(most: number): void;
}

const FIRST_CAPACITY = 1024;
/** In place of the event at which a number was taken; no event has this number. */
const FREE = 0xffff_ffff;

/**
 * Lossy counting. `level` is the most events that a forgotten kind can have had, 0 at first. A kind that comes is given the level of that
 * moment, as it may have been there before and been forgotten. `forget` raises the level to the least one for which at most `most`
 * kinds have `events + given level > level`, and frees the numbers of the others. Each time, more than `most` kinds had so many events
 * of their own above the level before, so
 *
 *     events that any kind lost, all in all  <=  level  <=  events / (most + 1)
 *
 * Which kinds stay depends on the sequence of events alone, but on their order as well. Twelve bytes a number.
 *
 * @see Manku and Motwani (2002), Approximate Frequency Counts over Data Streams, VLDB 2002:346-357; but the level rises whenever there
 *   is no more room, not once in a fixed number of events.
 */
export function createKindTally(): KindTally {
  let bornAt = new Uint32Array(FIRST_CAPACITY).fill(FREE);
  let counts = new Uint32Array(FIRST_CAPACITY);
  let given = new Uint32Array(FIRST_CAPACITY);
  let size = 0;
  let taken = 0;
  let events = 0;
  let level = 0;
  let lost = 0;
  let forgotten = 0;
  /** No lower number is free. */
  let next = 0;
  return {
    get size() {
      return size;
    },
    get taken() {
      return taken;
    },
    get events() {
      return events;
    },
    get forgotten() {
      return { events: lost, kinds: forgotten, mostEvents: level };
    },
    take: () => {
      while (next < size && bornAt[next] !== FREE) next += 1;
      if (next === bornAt.length) grow();
      size = Math.max(size, next + 1);
      bornAt[next] = events;
      counts[next] = 0;
      given[next] = level;
      taken += 1;
      return next++;
    },
    count: (id) => {
      counts[id]! += 1;
      return events++;
    },
    isTaken,
    holds: (id, event) => event >= bornAt[id]!,
    forget: (most) => {
      if (taken <= most) return;
      const weights = new Float64Array(taken);
      let i = 0;
      for (let id = 0; id < size; id++) if (isTaken(id)) weights[i++] = counts[id]! + given[id]!;
      level = weights.sort()[taken - most - 1]!;
      for (let id = 0; id < size; id++) if (isTaken(id) && counts[id]! + given[id]! <= level) free(id);
      next = 0;
    },
  };

  function isTaken(id: number): boolean {
    return id < size && bornAt[id] !== FREE;
  }

  function free(id: number): void {
    bornAt[id] = FREE;
    taken -= 1;
    lost += counts[id]!;
    forgotten += 1;
  }

  function grow(): void {
    const [bornBefore, countsBefore, givenBefore] = [bornAt, counts, given];
    bornAt = new Uint32Array(2 * size).fill(FREE, size);
    counts = new Uint32Array(2 * size);
    given = new Uint32Array(2 * size);
    bornAt.set(bornBefore);
    counts.set(countsBefore);
    given.set(givenBefore);
  }
}
