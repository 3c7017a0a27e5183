import { rateNames } from './rate-names.ts';

/** Gives equal bins of rates one array, which is never written to. */
export interface RateVectors {
  /**
   * @param bins - One per `rateNames` from place `from` on; may be reused by the caller.
   */
  of(bins: Uint8Array, from?: number): Uint8Array;
}

const LENGTH = rateNames.length;
const PLACES = 1024;

/** Few combinations of rates are common: an array of its own for every event would cost more than it holds. */
export function createRateVectors(): RateVectors {
  const known: (Uint8Array | undefined)[] = Array.from({ length: PLACES });
  return {
    of: (bins, from = 0) => {
      let hash = 0;
      for (let i = 0; i < LENGTH; i++) hash = (Math.imul(hash, 31) + bins[from + i]!) | 0;
      const place = (hash ^ (hash >>> 10)) & (PLACES - 1);
      const found = known[place];
      if (found !== undefined && isSame(found, bins, from)) return found;
      return (known[place] = bins.slice(from, from + LENGTH));
    },
  };
}

function isSame(a: Uint8Array, bins: Uint8Array, from: number): boolean {
  for (let i = 0; i < LENGTH; i++) if (a[i] !== bins[from + i]) return false;
  return true;
}
