/** Tells repeated keys. */
export interface SeenKeys {
  /** Whether the key is new; remembers it. */
  add(key: string): boolean;
}

const MAX_LOAD = 0.6;

/**
 * A set of texts that keeps 64 bits of each, seeded at random, in 8 bytes and a little room: 16 to 27 MB for a million keys of any length. Two different keys are taken
 * for one with a chance of `n² / 2⁶⁵`, which is 3 in 10⁸ for a million.
 *
 * @param options - `capacity`: keys to make room for at first, from 1. `random`: uniform in [0, 1).
 */
export function createSeenKeys({
  capacity = 1024,
  random = Math.random,
}: {
  readonly capacity?: number;
  readonly random?: () => number;
} = {}): SeenKeys {
  const seeds = [Math.floor(random() * 2 ** 32), Math.floor(random() * 2 ** 32)] as const;
  let slots = new Uint32Array(2 * 2 ** Math.ceil(Math.log2(capacity / MAX_LOAD)));
  let size = 0;

  /** False when the pair is there already. Open addressing: the next free place from where the pair belongs. */
  function put(high: number, low: number): boolean {
    const mask = slots.length / 2 - 1;
    for (let i = low & mask; ; i = (i + 1) & mask) {
      const [h, l] = [slots[2 * i]!, slots[2 * i + 1]!];
      if (h === high && l === low) return false;
      if (h === 0 && l === 0) {
        slots[2 * i] = high;
        slots[2 * i + 1] = low;
        return true;
      }
    }
  }

  function grow(): void {
    const old = slots;
    slots = new Uint32Array(old.length * 2);
    for (let i = 0; i < old.length; i += 2) if (old[i] !== 0 || old[i + 1] !== 0) put(old[i]!, old[i + 1]!);
  }

  return {
    add(key) {
      if (size > (MAX_LOAD * slots.length) / 2) grow();
      const low = hash32(key, seeds[0]);
      const high = hash32(key, seeds[1]) || 1; // two zeros mark a free place
      const isNew = put(high, low);
      if (isNew) size++;
      return isNew;
    },
  };
}

/** MurmurHash3 by Austin Appleby (public domain), 32 bits, over UTF-16 code units. */
function hash32(text: string, seed: number): number {
  let h = seed;
  for (let i = 0; i < text.length; i++) {
    let k = Math.imul(text.charCodeAt(i), 0xcc9e2d51);
    k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
    h ^= k;
    h = (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
  }
  h ^= text.length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
