import type { AccountKind } from './account-kind.ts';
import { accountKinds } from './account-kind.ts';
import { facetNames, type Facets } from './facets.ts';
import type { Observation } from './observation.ts';
import { rateNames } from './rate-names.ts';

const SIGNATURE = facetNames.indexOf('signature');
const SCOPE = facetNames.indexOf('source_scope');
const USER_FAILURES = rateNames.indexOf('user_failures_1h');
const SOURCE_USERS_FAILED = rateNames.indexOf('source_users_failed_1h');

const signatureIds = ['4624', '4625', '4634', '4672', '4768', '4769', '4771', '4776', 'other'] as const;
const scopes = ['private', 'public', 'loopback', 'host', 'none'] as const;
const steps = [0, 0.5, 1] as const;
const EIGHTHS = 8;

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

/** How many different behaviour rows there can be. */
export const BEHAVIOUR_ROWS: number =
  EIGHTHS * 4 * steps.length ** 2 * signatureIds.length * scopes.length * accountKinds.length;

/** What each digit of a row's number is worth; the kind of the account is the last digit. */
const SCOPE_PLACE = accountKinds.length;
const SIGNATURE_PLACE = SCOPE_PLACE * scopes.length;
const SOURCE_FAILED_PLACE = SIGNATURE_PLACE * signatureIds.length;
const USER_FAILURES_PLACE = SOURCE_FAILED_PLACE * steps.length;
const FAILED_PLACE = USER_FAILURES_PLACE * steps.length;
const WEEKEND_PLACE = FAILED_PLACE * 2;
const EIGHTH_PLACE = WEEKEND_PLACE * 2;

/** The part of `behaviourCode` that depends on what an event looks like. */
export function lookCode(facets: Facets, failed: boolean, kind: AccountKind): number {
  const signature = facets[SIGNATURE]?.split('/', 1)[0] ?? 'other';
  const known = (signatureIds as readonly string[]).indexOf(signature);
  const scope = (scopes as readonly string[]).indexOf(facets[SCOPE] ?? 'none');
  return (
    (failed ? FAILED_PLACE : 0) +
    (known === -1 ? signatureIds.length - 1 : known) * SIGNATURE_PLACE +
    scope * SCOPE_PLACE +
    accountKinds.indexOf(kind)
  );
}

/**
 * The part of `behaviourCode` that depends on when an event comes.
 *
 * @param rates - One bin per `rateNames` from place `at` on.
 */
export function hourCode(slot: number, rates: Uint8Array, at: number = 0): number {
  return (
    (((slot % 24) / 3) | 0) * EIGHTH_PLACE +
    (slot >= 120 ? WEEKEND_PLACE : 0) +
    stepOf(rates[at + USER_FAILURES]!) * USER_FAILURES_PLACE +
    stepOf(rates[at + SOURCE_USERS_FAILED]!) * SOURCE_FAILED_PLACE
  );
}

/** The number of an event's behaviour row, from 0 to `BEHAVIOUR_ROWS - 1`: events with equal rows have equal numbers. */
export function behaviourCode({ slot, failed, facets, rates }: Observation, kind: AccountKind): number {
  return lookCode(facets, failed, kind) + hourCode(slot, rates);
}

/** The behaviour row of a number. */
export function behaviourRowOf(code: number): number[] {
  let rest = code;
  const next = (base: number): number => {
    const digit = rest % base;
    rest = (rest - digit) / base;
    return digit;
  };
  const kind = next(accountKinds.length);
  const scope = next(scopes.length);
  const signature = next(signatureIds.length);
  const sourceUsersFailed = next(steps.length);
  const userFailures = next(steps.length);
  const failed = next(2);
  const weekend = next(2);
  const eighth = rest;
  return [
    sineOfEighth[eighth]!,
    sineOfEighth[(eighth + 2) % EIGHTHS]!,
    weekend,
    failed,
    steps[userFailures]!,
    steps[sourceUsersFailed]!,
    ...signatureIds.map((_, i) => (i === signature ? 1 : 0)),
    ...scopes.map((_, i) => (i === scope ? 1 : 0)),
    ...accountKinds.map((_, i) => (i === kind ? 1 : 0)),
  ];
}

/**
 * The behaviour of one event as numbers for clustering: the hour on a circle (in eighths of a day, so that rows repeat),
 * weekend, outcome, failures of the account and accounts failing from the source in three steps (none, up to 7, more),
 * and one-hot signature, source scope and account kind. Every column lies in [-1, 1], and few distinct rows exist.
 *
 * @returns One value per `behaviourColumns`.
 */
export function behaviourRow(observation: Observation, kind: AccountKind): number[] {
  return behaviourRowOf(behaviourCode(observation, kind));
}

// Literals, so that a row has the same bits on every machine: half the radius of the other columns.
const sineOfEighth = [0, 0.35, 0.5, 0.35, 0, -0.35, -0.5, -0.35];

function stepOf(bin: number): number {
  return bin === 0 ? 0 : bin <= 3 ? 1 : 2;
}
