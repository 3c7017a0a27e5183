import { RATE_BINS, rateNames } from '@sidecar/features';
import { type AloneAccount, type BehaviorModel, layerNames } from '@sidecar/scoring';
import { type ApplyLookup, PREFIX } from './apply-lookup.ts';
import type { Cell } from './csv-text.ts';
import { decimal } from './decimal.ts';

/** Columns of the lookup of accounts beside the name; lists have their items parted by spaces. */
export const accountColumns = [
  'account',
  'kind',
  'events',
  'successes',
  'trust',
  'novelties',
  'new_at_source',
  'new_at_destination',
  'unforeseen_shift',
  'clusters',
  'last_seen',
  'noise_events',
  'noise',
  'threshold',
] as const;

type Column = (typeof accountColumns)[number];

/** Bins of own noise start here: below it a surprise is not calmed. */
const FIRST_BIN = 2;

/** What is known of each account. A cell without a value is `-`, as an empty one may be taken for a missing field. */
export function accountLookup(accounts: readonly AloneAccount[], noisy: readonly number[]): ApplyLookup {
  return {
    name: `${PREFIX}_accounts`,
    description: 'What the model knows of each account.',
    header: ['user', ...accountColumns],
    rows: accountRows(accounts, noisy),
  };
}

function* accountRows(accounts: readonly AloneAccount[], noisy: readonly number[]): Generator<Cell[]> {
  for (const account of accounts) {
    if (account.user === undefined) continue;
    const cells = accountCells(account, noisy);
    yield [account.user, ...accountColumns.map((column) => cells[column])];
  }
}

/** The cells of one account; of that for all others they stand in the macro. All numbers but the kind. */
export function accountCells(
  { account, noise, noiseEvents, ...rest }: AloneAccount,
  noisy: readonly number[],
): Record<Column, string> {
  return {
    account: decimal(account),
    kind: rest.kind,
    events: decimal(rest.events),
    successes: decimal(rest.successes),
    trust: decimal(rest.trust),
    novelties: list(rest.novelties),
    new_at_source: decimal(rest.newAtSource),
    new_at_destination: decimal(rest.newAtDestination),
    unforeseen_shift: decimal(rest.unforeseenShift),
    clusters: list(rest.clusters),
    last_seen: rest.lastSeen === undefined ? '-' : decimal(rest.lastSeen / 1000),
    noise_events: decimal(noiseEvents),
    noise: noisy.map((j) => tailText(noise[j])).join(' '),
    threshold: rest.threshold === undefined ? '-' : decimal(rest.threshold),
  };
}

function tailText(tail: readonly number[] | undefined): string {
  return tail === undefined ? '-' : tail.slice(FIRST_BIN).map(decimal).join(',');
}

function list(numbers: ArrayLike<number>): string {
  return Array.from(numbers, decimal).join(' ');
}

/** Layers of which the noise of any account is known, ascending. */
export function noisyLayers({ ownNoise }: Pick<BehaviorModel, 'ownNoise'>): number[] {
  const layers = new Set(Object.values(ownNoise).flatMap((noise) => noise.layers.map(([layer]) => layer)));
  return [...layers].sort((a, b) => a - b).filter((layer) => layer < layerNames.length);
}

/** Surprises of the hours of each day, Monday first, for each account that has a history, and for the organisation as -1. */
export function hourLookup(accounts: readonly AloneAccount[], organisation: Float64Array): ApplyLookup {
  return {
    name: `${PREFIX}_hours`,
    description: 'How unusual each hour of the week is for an account: a row for each day, 24 numbers in it.',
    header: ['account', 'day', 'hours'],
    rows: hourRows([...accounts, { account: -1, hours: organisation }]),
  };
}

function* hourRows(accounts: readonly Pick<AloneAccount, 'account' | 'hours'>[]): Generator<Cell[]> {
  for (const { account, hours } of accounts) {
    if (hours === undefined) continue;
    for (let day = 0; day < 7; day++) yield [account, day, list(hours.subarray(24 * day, 24 * day + 24))];
  }
}

/** Surprises of the 16 bins of each rate for each account; -1 stands for accounts that are not known. */
export function rateLookup(accounts: readonly AloneAccount[]): ApplyLookup {
  return {
    name: `${PREFIX}_rates`,
    description: 'How unusual each bin of each rate is for an account: 16 numbers for each rate.',
    header: ['account', ...rateNames],
    rows: rateRows(accounts),
  };
}

function* rateRows(accounts: readonly AloneAccount[]): Generator<Cell[]> {
  for (const { account, rates } of accounts)
    yield [account, ...rateNames.map((_, r) => list(rates.subarray(RATE_BINS * r, RATE_BINS * (r + 1))))];
}
