/** SHA-512 of bytes, in hexadecimal, on 64-bit integers. @see FIPS 180-4. */
export function sha512(message: Uint8Array): string {
  const words = blocksOf(message);
  const state = BigUint64Array.from(start);
  const schedule = new BigUint64Array(80);
  for (let at = 0; at < words.length; at += 16) {
    for (let i = 0; i < 80; i++) schedule[i] = i < 16 ? words[at + i]! : expand(schedule, i);
    addBlock(state, schedule);
  }
  return Array.from(state, (word) => word.toString(16).padStart(16, '0')).join('');
}

const MASK = (1n << 64n) - 1n;

/** The first 64 bits of the fraction of a root: an integer root of a number that is large enough. */
function rootFraction(prime: bigint, degree: 2n | 3n): bigint {
  const scaled = prime << (64n * degree);
  let low = 0n;
  let high = prime << 64n;
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** degree <= scaled) low = middle;
    else high = middle - 1n;
  }
  return low & MASK;
}

const primes: readonly bigint[] = (() => {
  const found: number[] = [];
  for (let n = 2; found.length < 80; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found.map(BigInt);
})();
const constants = BigUint64Array.from(primes, (prime) => rootFraction(prime, 3n));
const start = BigUint64Array.from(primes.slice(0, 8), (prime) => rootFraction(prime, 2n));

function blocksOf(message: Uint8Array): BigUint64Array {
  const size = Math.ceil((message.length + 17) / 128) * 128;
  const bytes = new Uint8Array(size);
  bytes.set(message);
  bytes[message.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setBigUint64(size - 8, BigInt(message.length) * 8n);
  return BigUint64Array.from({ length: size / 8 }, (_, i) => view.getBigUint64(i * 8));
}

const rotate = (word: bigint, by: bigint): bigint => ((word >> by) | (word << (64n - by))) & MASK;

function expand(schedule: BigUint64Array, i: number): bigint {
  const early = schedule[i - 15]!;
  const late = schedule[i - 2]!;
  const small = rotate(early, 1n) ^ rotate(early, 8n) ^ (early >> 7n);
  const great = rotate(late, 19n) ^ rotate(late, 61n) ^ (late >> 6n);
  return (schedule[i - 16]! + small + schedule[i - 7]! + great) & MASK;
}

type Eight = [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];

function addBlock(state: BigUint64Array, schedule: BigUint64Array): void {
  let [a, b, c, d, e, f, g, h] = state as unknown as Eight;
  for (let i = 0; i < 80; i++) {
    const choice = (e & f) ^ (~e & MASK & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const sum =
      h + (rotate(e, 14n) ^ rotate(e, 18n) ^ rotate(e, 41n)) + choice + constants[i]! + schedule[i]!;
    const other = (rotate(a, 28n) ^ rotate(a, 34n) ^ rotate(a, 39n)) + majority;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + sum) & MASK, c, b, a, (sum + other) & MASK];
  }
  const changed = [a, b, c, d, e, f, g, h];
  for (let i = 0; i < 8; i++) state[i]! += changed[i]!;
}
