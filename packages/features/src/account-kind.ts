import { isMachineAccount } from '@sidecar/events';
import { type AccountCounts, eventsOf } from './account-counts.ts';
import { facetNames } from './facets.ts';

/** What kind of account it behaves like. `new` has too little history to tell. */
export type AccountKind = 'person' | 'service' | 'administrator' | 'machine' | 'new';

export const accountKinds: readonly AccountKind[] = ['person', 'service', 'administrator', 'machine', 'new'];

const SIGNATURE = facetNames.indexOf('signature');
const LEAST_EVENTS = 20;
const NIGHT_SHARE = 0.15;
const PRIVILEGED_SHARE = 0.05;

/**
 * The kind of an account, learned from what it does: a name that ends in `$` is a machine; at least 5 % special-privilege
 * logons (4672) make an administrator; at least 15 % of its successes between 00:00 and 05:00 of the local day (a fair share
 * is 21 %) make a service; everything else is a person.
 *
 * @param counts - Its baseline; undefined for an account that was never seen.
 */
export function accountKind(user: string, counts: AccountCounts | undefined): AccountKind {
  if (isMachineAccount(user)) return 'machine';
  if (counts === undefined || eventsOf(counts) < LEAST_EVENTS) return 'new';
  if (privilegedEvents(counts) >= PRIVILEGED_SHARE * eventsOf(counts)) return 'administrator';
  const successes = counts.succeeded.events;
  return successes > 0 && nightEvents(counts) >= NIGHT_SHARE * successes ? 'service' : 'person';
}

function privilegedEvents({ succeeded: { facets } }: AccountCounts): number {
  let events = 0;
  for (const [signature, count] of facets[SIGNATURE]!) if (signature.startsWith('4672/')) events += count;
  return events;
}

function nightEvents({ succeeded: { hours } }: AccountCounts): number {
  return hours.reduce((sum, count, slot) => (slot % 24 < 5 ? sum + count : sum), 0);
}
