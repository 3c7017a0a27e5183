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
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  let f = state[5]!;
  let g = state[6]!;
  let h = state[7]!;
  for (let i = 0; i < 64; i++) {
    const choice = (e & f) ^ (~e & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const sum =
      (h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + choice + constants[i]! + schedule[i]!) | 0;
    const other = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + majority) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + sum) | 0;
    d = c;
    c = b;
    b = a;
    a = (sum + other) | 0;
  }
  state[0]! += a;
  state[1]! += b;
  state[2]! += c;
  state[3]! += d;
  state[4]! += e;
  state[5]! += f;
  state[6]! += g;
  state[7]! += h;
}
