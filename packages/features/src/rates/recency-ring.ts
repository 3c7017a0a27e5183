import { Key } from './key-block.ts';

/*
 * A ring of blocks in the order in which they were last touched, closed by a block `ends` that stands for no key: touching
 * writes six numbers and allocates nothing, where deleting from a `Map` and setting again leaves holes that it has to be
 * rebuilt for. Blocks are named by their places in `rows`.
 */

/** Makes the ring empty. */
export function clearRing(rows: Int32Array, ends: number): void {
  rows[ends + Key.OLDER] = ends;
  rows[ends + Key.NEWER] = ends;
}

/** Puts a block that is not in the ring at its newest end. */
export function linkNewest(rows: Int32Array, ends: number, at: number): void {
  const newest = rows[ends + Key.OLDER]!;
  rows[newest + Key.NEWER] = at;
  rows[at + Key.OLDER] = newest;
  rows[at + Key.NEWER] = ends;
  rows[ends + Key.OLDER] = at;
}

/** Makes a block of the ring the newest. */
export function touch(rows: Int32Array, ends: number, at: number): void {
  if (rows[ends + Key.OLDER] === at) return;
  unlink(rows, at);
  linkNewest(rows, ends, at);
}

/** Takes a block out of the ring. */
export function unlink(rows: Int32Array, at: number): void {
  const older = rows[at + Key.OLDER]!;
  const newer = rows[at + Key.NEWER]!;
  rows[older + Key.NEWER] = newer;
  rows[newer + Key.OLDER] = older;
}

/** The blocks of the ring, oldest first. */
export function ringOf(rows: Int32Array, ends: number): number[] {
  const places: number[] = [];
  for (let at = rows[ends + Key.NEWER]!; at !== ends; at = rows[at + Key.NEWER]!) places.push(at);
  return places;
}
