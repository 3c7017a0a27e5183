/*
 * What a window keeps of a key: a block of eight numbers in the row that the pool has for the key's name, so that all that
 * an event needs of an account lies side by side. Enums, as the build puts their numbers where they are used; a constant of a
 * module is looked up every time, which cost these inner loops a quarter of their time.
 */

/** Numbers in a block. */
export const BLOCK = 8;

/** Places in a block. */
export enum Key {
  /** Oldest and newest entry, 0 if there is none. */
  OLDEST,
  NEWEST,
  /** Entries, and distinct values of them. */
  COUNT,
  DISTINCT,
  /** A `State`. */
  STATE,
  /** Places of the blocks that were touched before and after, see `recency-ring.ts`. */
  OLDER,
  NEWER,
  /** In the first block of a row, how often the name is held. */
  HOLDS,
}

export enum State {
  /** The key is not remembered. */
  ABSENT,
  PRESENT,
  /** It is, and its distinct values are counted in the tally. */
  TALLIED,
}
