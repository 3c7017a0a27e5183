/** The surprise of an average event: the mean of `-log10 p` for p uniform in (0, 1), `log10(e)`. */
export const NEUTRAL_SURPRISE: number = Math.LOG10E;

const LEAST_P = 1e-12;

/** `-log10 p`, from 0 (certain) to 12. */
export function surprise(p: number): number {
  return p >= 1 ? 0 : -Math.log10(Math.max(LEAST_P, p));
}
