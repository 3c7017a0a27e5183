import { allocateCodes, type Codes, codeWidth } from './code-column.ts';

/** One byte of width and the codes in that width, little-endian. */
export function encodeCodes(codes: Uint32Array): Uint8Array {
  const width = codeWidth(codes.reduce((largest, code) => Math.max(largest, code), 0));
  const narrow = allocateCodes(width, codes.length);
  narrow.set(codes);
  const bytes = Buffer.from(narrow.buffer);
  swap(bytes, width);
  return Buffer.concat([Uint8Array.of(width), bytes]);
}

/**
 * @param bytes - As `encodeCodes` gave them.
 * @param size - How many codes they are.
 * @param most - The largest code there may be.
 * @throws RangeError if they are not so many, or larger.
 */
export function decodeCodes(bytes: Uint8Array, size: number, most: number): Codes {
  const width = bytes[0]!;
  if (![1, 2, 4].includes(width) || bytes.length !== 1 + size * width)
    throw new RangeError('a column of another size');
  const codes = allocateCodes(width, size);
  const copy = Buffer.from(codes.buffer);
  copy.set(bytes.subarray(1));
  swap(copy, width);
  for (const code of codes) if (code > most) throw new RangeError(`code ${code} of ${most} values`);
  return codes;
}

const isBigEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 0;

/** Between little-endian and the order of this machine. */
function swap(bytes: Buffer, width: number): void {
  if (isBigEndian && width > 1) bytes[width === 2 ? 'swap16' : 'swap32']();
}
