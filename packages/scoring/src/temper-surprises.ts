import { rateNames } from '@sidecar/features';
import { FIRST_ORGANISATION_LAYER, FIRST_RATE_LAYER, FIRST_SIDE_LAYER } from './layer-names.ts';
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

/**
 * What goes on at a source says little about an account that is at home there: neighbours on a shared machine are no crowd,
 * others' failures are not its own, and its own failures, whatever else is odd about them, are more likely a stale password.
 */
export function calmAtHome(surprises: Float64Array, failed: boolean): void {
  const atMostOrdinary = (layer: number): void => {
    surprises[layer] = Math.min(surprises[layer]!, ORDINARY_SURPRISE);
  };
  atMostOrdinary(SOURCE_USERS);
  if (!failed) atMostOrdinary(SOURCE_FAILURES);
  if (!failed) atMostOrdinary(SOURCE_USERS_FAILED);
  surprises[USER_FAILURES] = tempered(surprises[USER_FAILURES]!, 0.5);
  surprises[SOURCE_FAILURES] = tempered(surprises[SOURCE_FAILURES]!, 0.5);
  if (failed) for (let j = 0; j < surprises.length; j++) surprises[j] = tempered(surprises[j]!, 0.5);
}

/**
 * To an account without history every machine is new: that no machine met it says nothing beyond its being new. Failures are
 * spared, as these are how guessed names show.
 */
export function expectNewMachines(surprises: Float64Array): void {
  for (let j = FIRST_SIDE_LAYER; j < FIRST_RATE_LAYER; j++) {
    surprises[j] = Math.min(surprises[j]!, ORDINARY_SURPRISE);
  }
}

/** Lowers the surprises that rest on the account's own habits as far as these are not known yet. @param share - In [0, 1]. */
export function trust(surprises: Float64Array, share: number): void {
  for (let j = 0; j < FIRST_ORGANISATION_LAYER; j++) {
    if (!machineRates.has(j)) surprises[j] = tempered(surprises[j]!, share);
  }
}
