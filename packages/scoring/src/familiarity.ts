/** A failure makes what it came with this familiar, beside 1 for a success. */
const FAILURE_WEIGHT = 0.02;

/** From this weight on, a value is familiar: one success had it, or fifty failures. */
export const FAMILIAR = 0.99;

/**
 * What a failure counts towards what is familiar, where a success counts 1. Failures teach little: anybody can fail with anybody's
 * name from anywhere. Where more than nine in ten events of an organisation are failures, they are all there is to learn
 * from and count in full.
 */
export function failureWeight({
  events,
  failures,
}: {
  readonly events: number;
  readonly failures: number;
}): number {
  return failures > 0.9 * events ? 1 : FAILURE_WEIGHT;
}
