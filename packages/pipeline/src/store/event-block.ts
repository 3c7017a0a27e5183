/** Events in columns. Not to be changed. */
export interface EventBlock {
  /** Epoch ms. */
  readonly times: Float64Array;
  /** Numbers of their kinds. */
  readonly kinds: Uint32Array;
  /** As which number they were added, from 0. */
  readonly added: Uint32Array;
}

/** Bytes that an event takes in a block. */
export const EVENT_BYTES = 16;

/** A block of so many events, in one piece of memory that is given beside it. */
export function allocateBlock(size: number): EventBlock & { readonly bytes: Uint8Array } {
  const bytes = new Uint8Array(size * EVENT_BYTES);
  return { ...blockOf(bytes), bytes };
}

/** @param bytes - At the beginning of their buffer, a whole number of events. */
export function blockOf({ buffer, byteLength }: Uint8Array): EventBlock {
  const size = byteLength / EVENT_BYTES;
  return {
    times: new Float64Array(buffer, 0, size),
    kinds: new Uint32Array(buffer, 8 * size, size),
    added: new Uint32Array(buffer, 12 * size, size),
  };
}

/** The bytes of a part of a block, laid out as a block of its own. */
export function bytesOf({ times, kinds, added }: EventBlock, from: number, to: number): Uint8Array {
  const part = allocateBlock(to - from);
  part.times.set(times.subarray(from, to));
  part.kinds.set(kinds.subarray(from, to));
  part.added.set(added.subarray(from, to));
  return part.bytes;
}
