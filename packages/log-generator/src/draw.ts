import { type Random } from '@sidecar/numeric';

/** One of the items, each as likely as the others. */
export function pick<T>(random: Random, items: readonly T[]): T {
  return items[random.integer(items.length)]!;
}

/** One of the items, the first far more likely than the last: the square of a uniform number chooses. */
export function pickEarly<T>(random: Random, items: readonly T[]): T {
  const u = random.next();
  return items[Math.floor(u * u * items.length)]!;
}

/** True with probability `p`. */
export function chance(random: Random, p: number): boolean {
  return random.next() < p;
}

/** Uniform between two numbers. */
export function between(random: Random, low: number, high: number): number {
  return low + random.next() * (high - low);
}

/** Exponentially distributed with the given mean. */
export function exponential(random: Random, mean: number): number {
  return -mean * Math.log(1 - random.next());
}

/** `count` different items in random order; all of them if there are fewer. */
export function sample<T>(random: Random, items: readonly T[], count: number): T[] {
  const pool = [...items];
  const taken = Math.min(count, pool.length);
  for (let i = 0; i < taken; i++) {
    const j = i + random.integer(pool.length - i);
    [pool[i], pool[j]] = [pool[j]!, pool[i]!];
  }
  return pool.slice(0, taken);
}

/**
 * The next of `remaining` uniform numbers in ascending order above `previous`, without keeping the others:
 * the smallest of n uniform numbers on [u, 1) is `1 - (1 - u) v^(1/n)` with `v` uniform.
 *
 * @see Bentley and Saxe (1980), ACM Transactions on Mathematical Software 6:359-364.
 */
export function nextInOrder(random: Random, previous: number, remaining: number): number {
  return 1 - (1 - previous) * Math.exp(Math.log(1 - random.next()) / remaining);
}
