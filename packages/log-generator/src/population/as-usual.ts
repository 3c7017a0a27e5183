import { type Random } from '@sidecar/numeric';

/**
 * Makes the kind that is wanted, and draws as many numbers from `random` as the usual kind takes: what is drawn after this
 * does not change with the habit.
 *
 * @param label - Tells this habit's own randomness from that of others.
 */
export function asUsual<Kind, T>(
  random: Random,
  label: string,
  { usual, wanted }: { readonly usual: Kind; readonly wanted: Kind },
  make: (kind: Kind, random: Random) => T,
): T {
  const made = make(usual, random);
  return usual === wanted ? made : make(wanted, random.fork(label));
}

/** Something that happens to a share of all, and `none` for the others; see `asUsual`. */
export function happensTo<T, None>(
  random: Random,
  label: string,
  { usual, wanted }: { readonly usual: number; readonly wanted: number },
  make: (random: Random) => T,
  none: None,
): T | None {
  const u = random.next();
  return asUsual<boolean, T | None>(random, label, { usual: u < usual, wanted: u < wanted }, (does, draws) =>
    does ? make(draws) : none,
  );
}
