import type { CutLines } from './cut-lines.ts';

/** What is known of lines by their bytes before and after their time. */
export interface RestTable<V extends object> {
  /** Takes the lines that are to be looked for, each shorter than 32 KiB. */
  expect(lines: CutLines): void;
  /** What was entered for a line that is the same as line `i` but for its time, if it is still there. */
  find(i: number): V | undefined;
  /** Enters the line that was looked for last, and not found. */
  enter(value: V): void;
  clear(): void;
}

export interface RestTableOptions {
  /** Lines at most, from 1 to 2^24; at one more all are forgotten. */
  readonly most: number;
  /** Bytes of lines at most, likewise. Longer lines are not entered. @default 33554432 */
  readonly mostBytes?: number;
}

/** Places looked at before a line counts as unknown: whoever makes lines of one hash gains nothing by it. */
const MOST_PROBES = 12;

const FIRST_BYTES = 64 * 1024;

/**
 * A hash table of bytes, compared in full, so that lines need not become texts to be looked up. A Map of texts takes three times as
 * long, most of it for the hashes of texts that were never seen before.
 */
export function createRestTable<V extends object>({
  most,
  mostBytes = 16 * 1024 * 1024,
}: RestTableOptions): RestTable<V> {
  const mask = 2 ** Math.ceil(Math.log2(most * 2)) - 1;
  // Four numbers a place, side by side in memory: hash, number of the value from 1, where its bytes begin in the store, how long both parts are.
  const places = new Int32Array((mask + 1) * 4);
  let store = new Uint8Array(Math.min(mostBytes, FIRST_BYTES));
  let stored = new DataView(store.buffer);
  let values: V[] = [];
  let end = 0;
  let lines: CutLines = { bytes: store, starts: [], ends: [], cuts: [], afters: [], places: [] };
  let view: DataView = stored;
  let hashes = new Int32Array(0);
  let touched = 0;
  // The line that was looked for last.
  const last = { hash: 0, place: -1, from: 0, after: 0, lengths: 0 };

  const clear = (): void => {
    places.fill(0);
    values = [];
    end = 0;
    last.place = last.hash & mask;
  };

  const makeRoom = (length: number): void => {
    if (end + length <= store.length) return;
    const larger = new Uint8Array(Math.min(mostBytes, Math.max(store.length * 2, end + length)));
    larger.set(store.subarray(0, end));
    store = larger;
    stored = new DataView(store.buffer);
  };

  /** The place of a line, or the free one where it belongs, or -1 if there is neither. */
  const placeOf = (from: number, after: number, hash: number, lengths: number): number => {
    for (let probe = 0; probe < MOST_PROBES; probe++) {
      const place = (hash + probe) & mask;
      const at = place * 4;
      if (places[at + 1] === 0) return place;
      if (places[at] !== hash || places[at + 3] !== lengths) continue;
      const start = places[at + 2]!;
      const before = lengths >>> 16;
      const isSame =
        equalBytes(stored, start + before, view, after, lengths & 0xffff) &&
        equalBytes(stored, start, view, from, before);
      if (isSame) return place;
    }
    return -1;
  };

  return {
    expect(expected) {
      if (expected.bytes !== lines.bytes) {
        const { buffer, byteOffset, byteLength } = expected.bytes;
        view = new DataView(buffer, byteOffset, byteLength);
      }
      lines = expected;
      const { starts, cuts, afters, ends } = lines;
      if (hashes.length < starts.length) hashes = new Int32Array(starts.length * 2);
      for (let i = 0; i < starts.length; i++) {
        const from = starts[i]!;
        const cut = cuts[i]!;
        const after = afters[i]!;
        const to = ends[i]!;
        if (cut === 0) continue;
        hashes[i] = hashBytes(view, after, to, hashBytes(view, from, cut, lengthsOf(from, cut, after, to)));
      }
      // Their places are far apart in memory. Touched in one go they are fetched together, where `find` would wait for each: a third less time.
      for (let i = 0; i < starts.length; i++) {
        const at = (hashes[i]! & mask) * 4;
        const start = places[at + 2]!;
        const stop = Math.min(start + (places[at + 3]! & 0xffff), end - 4);
        for (let byte = start; byte < stop; byte += 64) touched ^= stored.getInt32(byte);
      }
    },
    find(i) {
      const from = lines.starts[i]!;
      const after = lines.afters[i]!;
      last.hash = hashes[i]!;
      last.lengths = lengthsOf(from, lines.cuts[i]!, after, lines.ends[i]!);
      last.from = from;
      last.after = after;
      last.place = placeOf(from, after, last.hash, last.lengths);
      return last.place < 0 ? undefined : values[places[last.place * 4 + 1]! - 1];
    },
    enter(value) {
      const { hash, from, after, lengths } = last;
      const { bytes } = lines;
      const before = lengths >>> 16;
      const rest = lengths & 0xffff;
      if (before + rest > mostBytes) return;
      if (values.length === most || end + before + rest > mostBytes) clear();
      if (last.place < 0) return;
      makeRoom(before + rest);
      store.set(bytes.subarray(from, from + before), end);
      store.set(bytes.subarray(after, after + rest), end + before);
      values.push(value);
      const at = last.place * 4;
      places[at] = hash;
      places[at + 1] = values.length;
      places[at + 2] = end;
      places[at + 3] = lengths;
      end += before + rest;
    },
    clear,
  };
}

/** Of what stands before the time, in the upper 16 bits, and behind it. */
function lengthsOf(from: number, cut: number, after: number, to: number): number {
  return ((cut - from) << 16) | (to - after);
}

/** Sixteen bytes at a time, in four sums that do not wait for each other, then the rest one by one. */
function hashBytes(view: DataView, from: number, to: number, seed: number): number {
  let a = seed;
  let b = 0x7ed55d16;
  let c = 0x4761c23c;
  let d = 0x165667b1;
  let i = from;
  for (; i + 16 <= to; i += 16) {
    a = Math.imul(a ^ view.getInt32(i, true), 0x9e3779b1);
    b = Math.imul(b ^ view.getInt32(i + 4, true), 0x85ebca77);
    c = Math.imul(c ^ view.getInt32(i + 8, true), 0xc2b2ae3d);
    d = Math.imul(d ^ view.getInt32(i + 12, true), 0x27d4eb2f);
    a ^= a >>> 15;
    b ^= b >>> 15;
    c ^= c >>> 15;
    d ^= d >>> 15;
  }
  for (; i < to; i++) a = Math.imul(a, 31) + view.getUint8(i);
  let hash = Math.imul(a ^ (a >>> 15), 0x85ebca77) ^ Math.imul(b ^ (b >>> 13), 0x9e3779b1);
  hash ^= Math.imul(c ^ (c >>> 15), 0x27d4eb2f) ^ Math.imul(d ^ (d >>> 13), 0xc2b2ae3d);
  return hash ^ (hash >>> 16);
}

function equalBytes(a: DataView, atA: number, b: DataView, atB: number, length: number): boolean {
  let i = 0;
  for (; i + 16 <= length; i += 16) {
    const difference =
      (a.getInt32(atA + i, true) ^ b.getInt32(atB + i, true)) |
      (a.getInt32(atA + i + 4, true) ^ b.getInt32(atB + i + 4, true)) |
      (a.getInt32(atA + i + 8, true) ^ b.getInt32(atB + i + 8, true)) |
      (a.getInt32(atA + i + 12, true) ^ b.getInt32(atB + i + 12, true));
    if (difference !== 0) return false;
  }
  for (; i < length; i++) if (a.getUint8(atA + i) !== b.getUint8(atB + i)) return false;
  return true;
}
