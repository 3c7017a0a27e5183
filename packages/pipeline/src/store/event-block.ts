/** Events in columns. Not to be changed. */
export interface EventBlock {
  /** Epoch ms. */
  readonly times: Float64Array;
  /** Numbers of their kinds. */
  readonly kinds: Uint32Array;
  /** As which number they were added, from 0. */
  readonly added: Uint32Array;
}

/** So many events stand together in a spool, at most. */
export const PIECE_EVENTS = 8192;

const EVENT_BYTES = 16;

/** Memory for the bytes of a block of at most `PIECE_EVENTS`. */
export function blockMemory(): ArrayBuffer {
  return new ArrayBuffer(PIECE_EVENTS * EVENT_BYTES);
}

export function allocateBlock(size: number): EventBlock {
  return {
    times: new Float64Array(size),
    kinds: new Uint32Array(size),
    added: new Uint32Array(size),
  };
}

/** The events from `from` to `to` of a block as bytes, which stand in `memory`. */
export function bytesOf(block: EventBlock, from: number, to: number, memory: ArrayBuffer): Uint8Array {
  const bytes = new Uint8Array(memory, 0, (to - from) * EVENT_BYTES);
  const { times, kinds, added } = blockOf(bytes);
  times.set(block.times.subarray(from, to));
  kinds.set(block.kinds.subarray(from, to));
  added.set(block.added.subarray(from, to));
  return bytes;
}

/** @param bytes - As `bytesOf` gave them, at the beginning of their buffer; they are looked at, not copied. */
export function blockOf({ buffer, byteLength }: Uint8Array): EventBlock {
  const size = byteLength / EVENT_BYTES;
  return {
    times: new Float64Array(buffer, 0, size),
    kinds: new Uint32Array(buffer, 8 * size, size),
    added: new Uint32Array(buffer, 12 * size, size),
  };
}
