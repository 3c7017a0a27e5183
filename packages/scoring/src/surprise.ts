/** The surprise of the most ordinary event: `-log10 p` at the median p = 1/2. Stands in for what an event does not tell. */
export const ORDINARY_SURPRISE: number = Math.log10(2);

const LEAST_P = 1e-12;

/** `-log10 p`, from 0 (certain) to 12. */
export function surprise(p: number): number {
  return p >= 1 ? 0 : -Math.log10(Math.max(LEAST_P, p));
}

/** Keeps a share of what a surprise has beyond the ordinary; NaN stays NaN. */
export function tempered(surprise: number, share: number): number {
  return surprise > ORDINARY_SURPRISE ? ORDINARY_SURPRISE + share * (surprise - ORDINARY_SURPRISE) : surprise;
}
