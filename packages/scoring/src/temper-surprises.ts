import { rateNames } from '@sidecar/features';
import { FIRST_ORGANISATION_LAYER, FIRST_RATE_LAYER, FIRST_SIDE_LAYER, layerNames } from './layer-names.ts';
import { ORDINARY_SURPRISE, tempered } from './surprise.ts';

const indexOfRate = (name: (typeof rateNames)[number]): number => FIRST_RATE_LAYER + rateNames.indexOf(name);
const USER_FAILURES = indexOfRate('user_failures_1h');
const SOURCE_FAILURES = indexOfRate('source_failures_1h');
const SOURCE_USERS_FAILED = indexOfRate('source_users_failed_1h');
const SOURCE_USERS = indexOfRate('source_users_1h');
/** Rates of machines and networks, about which an account's own history says nothing. */
const machineRates = new Set(
  (
    [
      'source_failures_1h',
      'source_users_failed_1h',
      'source_users_failed_24h',
      'network_users_failed_24h',
      'destination_users_failed_1h',
      'source_users_1h',
    ] as const
  ).map(indexOfRate),
);
/** Whether a layer rests on the account's own habits. */
const isPersonal: readonly boolean[] = layerNames.map(
  (_, j) => j < FIRST_ORGANISATION_LAYER && !machineRates.has(j),
);

/** What surprises are tempered by. */
export interface Temper {
  readonly failed: boolean;
  /** Whether the account succeeded from this source before. */
  readonly isAtHome: boolean;
  /** How far the account's own habits are known, in [0, 1]. */
  readonly trust: number;
}

/**
 * Tempers the surprises of some layers, each by itself.
 *
 * What goes on at a source says little about an account that is at home there: neighbours on a shared machine are no crowd,
 * others' failures are not its own, and its own failures, whatever else is odd about them, are more likely a stale password. And
 * what rests on the account's own habits is believed as far as these are known.
 */
export function temper(
  surprises: number[],
  layers: readonly number[],
  { failed, isAtHome, trust }: Temper,
): void {
  for (let i = 0; i < layers.length; i++) {
    const j = layers[i]!;
    let surprise = surprises[j]!;
    if (isAtHome) surprise = calmedAtHome(surprise, j, failed);
    if (isPersonal[j]!) surprise = tempered(surprise, trust);
    surprises[j] = surprise;
  }
}

function calmedAtHome(surprise: number, j: number, failed: boolean): number {
  const isOthers = j === SOURCE_USERS || (!failed && (j === SOURCE_FAILURES || j === SOURCE_USERS_FAILED));
  let calmed = isOthers ? Math.min(surprise, ORDINARY_SURPRISE) : surprise;
  if (j === USER_FAILURES || j === SOURCE_FAILURES) calmed = tempered(calmed, 0.5);
  return failed ? tempered(calmed, 0.5) : calmed;
}

/**
 * To an account without history every machine is new: that no machine met it says nothing beyond its being new. Failures are
 * spared, as these are how guessed names show.
 */
export function expectNewMachines(surprises: number[]): void {
  for (let j = FIRST_SIDE_LAYER; j < FIRST_RATE_LAYER; j++) {
    surprises[j] = Math.min(surprises[j]!, ORDINARY_SURPRISE);
  }
}
