import { type AlertPolicyState, emptyOutbox, type Outbox } from '@sidecar/alerts';
import type { AlertingState } from './alerting.ts';

/** `AlertingState` as `@sidecar/alerts` knows it. */
export interface KnownState extends AlertingState {
  readonly policy: AlertPolicyState | null;
  readonly outbox: Outbox;
}

/** The state that was kept; an empty one if none was. @throws TypeError unless it is one that this version understands. */
export function knownState(state: unknown): KnownState {
  if (state === null || state === undefined) return { version: 1, policy: null, outbox: emptyOutbox };
  const known = state as KnownState;
  const isKnown =
    known.version === 1 &&
    (known.policy === null || (known.policy?.version === 1 && Array.isArray(known.policy.followed))) &&
    known.outbox?.version === 1 &&
    Array.isArray(known.outbox.entries) &&
    Array.isArray(known.outbox.down);
  if (isKnown) return known;
  throw new TypeError(
    'the state of alerts is none of this version; the state_dir was written by a newer one, or is damaged',
  );
}
