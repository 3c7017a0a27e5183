import { type AccountKind, SLOTS_PER_WEEK } from '@sidecar/features';
import { accountTables } from '../account-tables.ts';
import { noiseTails } from '../own-noise.ts';
import type { AloneSources } from './alone-tables.ts';

/** What tables hold of one account. */
export interface AloneAccount {
  /** From 0; -1 for all that the model does not know. */
  readonly account: number;
  /** Undefined for these. */
  readonly user: string | undefined;
  /** Of these, that of an account whose name is not a machine's. */
  readonly kind: AccountKind;
  readonly events: number;
  readonly successes: number;
  /** How far its own habits are believed, in [0.4, 1). */
  readonly trust: number;
  /** Surprise of each hour of the week, length 168; undefined where the organisation's stands for it. */
  readonly hours: Float64Array | undefined;
  /** Surprise of each cluster. */
  readonly clusters: Float64Array;
  /** Surprises of 16 bins of the first rate, then of the second, and so on. */
  readonly rates: Float64Array;
  /** By facet, how likely its next value is one it never had. */
  readonly novelties: readonly number[];
  /** How odd it is that an account new to a source, or to a destination, is this one. */
  readonly newAtSource: number;
  readonly newAtDestination: number;
  /** Shift of the surprise of a new destination at which somebody succeeded, but none of its peers. */
  readonly unforeseenShift: number;
  /** Of its own noise: held-out events, and by layer how many of them were at least as surprising as each bin (`noiseTails`). */
  readonly noiseEvents: number;
  readonly noise: readonly (readonly number[] | undefined)[];
  /** Epoch ms of the last event of the training; undefined if there was none. */
  readonly lastSeen: number | undefined;
  /** Its own threshold of raw scores, if it has one. */
  readonly threshold: number | undefined;
}

/** Those of the history by their rows, those of which only noise or a threshold is known, and one for all others. */
export function* aloneAccounts(sources: AloneSources): Generator<AloneAccount> {
  const { model, history } = sources;
  let account = 0;
  for (const user of history.accounts) yield accountOf(sources, user, account++);
  const others = new Set([...Object.keys(model.ownNoise), ...Object.keys(model.thresholds.users)]);
  for (const user of [...others].sort())
    if (history.rowOf(user) < 0) yield accountOf(sources, user, account++);
  yield accountOf(sources, undefined, -1);
}

function accountOf(
  { model, history, organisation, peers, k, kindOf, lastSeen }: AloneSources,
  user: string | undefined,
  account: number,
): AloneAccount {
  const row = user === undefined ? -1 : history.rowOf(user);
  const kind = kindOf(user ?? '');
  const { events, successes, trust, hourAt, clusters, rates } = accountTables(
    row,
    kind,
    k,
    history.all,
    organisation,
  );
  const noise = user !== undefined && Object.hasOwn(model.ownNoise, user) ? model.ownNoise[user] : undefined;
  const { users } = model.thresholds;
  return {
    account,
    user,
    kind,
    events,
    successes,
    trust,
    hours: row < 0 ? undefined : Float64Array.from({ length: SLOTS_PER_WEEK }, (_, slot) => hourAt(slot)),
    clusters,
    rates,
    novelties: organisation.facets.map(({ ofAccounts }) => ofAccounts.noveltyAt(row)),
    newAtSource: organisation.atSource.newP(row),
    newAtDestination: organisation.atDestination.newP(row),
    unforeseenShift: peers.unforeseenShiftOf(row),
    noiseEvents: noise?.events ?? 0,
    noise: noise === undefined ? [] : noiseTails(noise),
    lastSeen: user === undefined ? undefined : lastSeen.get(user),
    threshold: user !== undefined && Object.hasOwn(users, user) ? users[user] : undefined,
  };
}
