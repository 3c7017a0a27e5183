/** Numbers in [0, 1) from a seed (mulberry32 by Tommy Ettinger, public domain). */
export function createRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Whether campaigns run in their long form. */
export const isFull: boolean = process.env['SIDECAR_CAMPAIGN'] === 'full';

/** Seeds of a campaign: fixed ones in `npm test`, many new ones in the long form. */
export function seedsOf(few: number, many: number): number[] {
  const first = isFull ? Math.floor(Math.random() * 2 ** 30) : 0;
  return Array.from({ length: isFull ? many : few }, (_, i) => first + i);
}
