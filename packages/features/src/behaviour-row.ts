import type { AccountKind } from './account-kind.ts';
import { accountKinds } from './account-kind.ts';
import { facetNames } from './facets.ts';
import type { Observation } from './observation.ts';
import { rateNames } from './rate-names.ts';

const SIGNATURE = facetNames.indexOf('signature');
const SCOPE = facetNames.indexOf('source_scope');
const USER_FAILURES = rateNames.indexOf('user_failures_1h');
const SOURCE_USERS_FAILED = rateNames.indexOf('source_users_failed_1h');

const signatureIds = ['4624', '4625', '4634', '4672', '4768', '4769', '4771', '4776', 'other'] as const;
const scopes = ['private', 'public', 'loopback', 'host', 'none'] as const;

/** The columns of a behaviour row, in order. */
export const behaviourColumns: readonly string[] = [
  'hour_sine',
  'hour_cosine',
  'weekend',
  'failed',
  'user_failures',
  'source_users_failed',
  ...signatureIds.map((id) => `signature_${id}`),
  ...scopes.map((scope) => `source_${scope}`),
  ...accountKinds.map((kind) => `account_${kind}`),
];

/**
 * The behaviour of one event as numbers for clustering: the hour on a circle (in eighths of a day, so that rows repeat),
 * weekend, outcome, failures of the account and accounts failing from the source in three steps (none, up to 7, more),
 * and one-hot signature, source scope and account kind. Every column lies in [-1, 1], and few distinct rows exist.
 *
 * @returns One value per `behaviourColumns`.
 */
export function behaviourRow({ slot, failed, facets, rates }: Observation, kind: AccountKind): number[] {
  const eighth = Math.floor((slot % 24) / 3);
  const signature = facets[SIGNATURE]?.split('/', 1)[0] ?? 'other';
  const known = (signatureIds as readonly string[]).includes(signature) ? signature : 'other';
  return [
    sineOfEighth[eighth]!,
    sineOfEighth[(eighth + 2) % 8]!,
    slot >= 120 ? 1 : 0,
    failed ? 1 : 0,
    step(rates[USER_FAILURES]!),
    step(rates[SOURCE_USERS_FAILED]!),
    ...signatureIds.map((id) => (id === known ? 1 : 0)),
    ...scopes.map((scope) => (scope === (facets[SCOPE] ?? 'none') ? 1 : 0)),
    ...accountKinds.map((candidate) => (candidate === kind ? 1 : 0)),
  ];
}

// Literals, so that a row has the same bits on every machine: half the radius of the other columns.
const sineOfEighth = [0, 0.35, 0.5, 0.35, 0, -0.35, -0.5, -0.35];

function step(bin: number): number {
  return bin === 0 ? 0 : bin <= 3 ? 0.5 : 1;
}
