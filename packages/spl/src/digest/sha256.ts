import { hexOfWords, paddedBlocks } from './padded-blocks.ts';

/** The first 32 bits of the fractions of roots of primes. */
function rootFractions(count: number, root: (prime: number) => number): Int32Array {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return Int32Array.from(primes, (prime) => Math.floor((root(prime) % 1) * 2 ** 32));
}

const constants = rootFractions(64, Math.cbrt);
const start = rootFractions(8, Math.sqrt);

/** SHA-256 of bytes, in hexadecimal. @see FIPS 180-4. */
export function sha256(message: Uint8Array): string {
  const words = paddedBlocks(message, false);
  const state = Int32Array.from(start);
  const schedule = new Int32Array(64);
  for (let at = 0; at < words.length; at += 16) {
    for (let i = 0; i < 64; i++) schedule[i] = i < 16 ? words[at + i]! : expand(schedule, i);
    addBlock(state, schedule);
  }
  return hexOfWords(state);
}

const rotate = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

function expand(schedule: Int32Array, i: number): number {
  const early = schedule[i - 15]!;
  const late = schedule[i - 2]!;
  const small = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
  const great = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
  return (schedule[i - 16]! + small + schedule[i - 7]! + great) | 0;
}

function addBlock(state: Int32Array, schedule: Int32Array): void {
  let [a, b, c, d, e, f, g, h] = state as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let i = 0; i < 64; i++) {
    const choice = (e & f) ^ (~e & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const sum =
      (h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + choice + constants[i]! + schedule[i]!) | 0;
    const other = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + majority) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + sum) | 0, c, b, a, (sum + other) | 0];
  }
  const changed = [a, b, c, d, e, f, g, h];
  for (let i = 0; i < 8; i++) state[i]! += changed[i]!;
}
