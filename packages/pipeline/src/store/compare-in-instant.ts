import type { Facets } from '@sidecar/features';

/** What the model sees of an event, beside its time. */
export interface Seen {
  readonly user: string;
  readonly facets: Facets;
}

/**
 * Puts events of one instant into an order of their own. Their rates depend on which came first, and the order in which
 * files or Splunk happen to give them must have no say. Events that compare as equal are equal to the model.
 *
 * @returns Below 0 if `a` comes first, above 0 if `b` does, 0 if they are equal.
 */
export function compareInInstant(a: Seen, b: Seen): number {
  const byUser = compareText(a.user, b.user);
  if (byUser !== 0) return byUser;
  const [first, second] = [a.facets, b.facets];
  for (let f = 0; f < first.length; f++) {
    const order = compareText(first[f] ?? '', second[f] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

/** By UTF-16 code units, the same on every machine. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
