/** Dictionary codes in as few bytes each as the largest of them needs. */
export type Codes = Uint8Array | Uint16Array | Uint32Array;

/** A column of dictionary codes that grows in length and, once a code asks for it, in width. */
export interface CodeColumn {
  at(i: number): number;
  /** @param i - From 0; below the capacity, or at most one more than the largest so far. */
  set(i: number, code: number): void;
}

const FIRST_CAPACITY = 4096;

/** @param capacity - Places to make room for at first, from 1. */
export function createCodeColumn(capacity: number = FIRST_CAPACITY): CodeColumn {
  let codes: Codes = new Uint8Array(capacity);
  return {
    at: (i) => codes[i]!,
    set: (i, code) => {
      const width = Math.max(codes.BYTES_PER_ELEMENT, codeWidth(code));
      const isFull = i >= codes.length;
      if (isFull || width > codes.BYTES_PER_ELEMENT) {
        const old = codes;
        codes = allocateCodes(width, isFull ? old.length * 2 : old.length);
        codes.set(old);
      }
      codes[i] = code;
    },
  };
}

/** Bytes that codes up to `largest` need: 1, 2 or 4. */
export function codeWidth(largest: number): number {
  if (largest <= 0xff) return 1;
  return largest <= 0xffff ? 2 : 4;
}

/** @param width - 1, 2 or 4. */
export function allocateCodes(width: number, length: number): Codes {
  if (width === 1) return new Uint8Array(length);
  return width === 2 ? new Uint16Array(length) : new Uint32Array(length);
}
