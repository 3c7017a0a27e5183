export {
  classicColumns,
  classicHourScore,
  classicHourZ,
  classicRow,
  classicUserProfiles,
  isRfc1918,
  UNKNOWN_USER_PROFILE,
  type ClassicUserProfile,
} from './classic/index.ts';
export { accountKind, accountKinds, type AccountKind } from './account-kind.ts';
export {
  addAccountCounts,
  addToFacet,
  addToHour,
  addToTally,
  emptyAccountCounts,
  eventsOf,
  type AccountCounts,
  type OutcomeCounts,
  type Tally,
} from './account-counts.ts';
export { addToBaseline, emptyBaseline, mergeIntoBaseline, type Baseline } from './baseline.ts';
export {
  baselineFromJson,
  baselineToJson,
  createBaselineReader,
  type BaselineJson,
  type BaselineReader,
} from './baseline-json.ts';
export {
  BEHAVIOUR_ROWS,
  behaviourCode,
  behaviourColumns,
  behaviourRow,
  behaviourRowOf,
  hourCode,
  lookCode,
} from './behaviour-row.ts';
export { facetNames, facetsOf, type FacetName, type Facets } from './facets.ts';
export { type Look, lookFrom, lookOf } from './look.ts';
export { createLooks, type Looks } from './looks.ts';
export { createObserver, type Observation, type Observer } from './observation.ts';
export { createRateVectors, type RateVectors } from './rate-vectors.ts';
export { RATE_BINS, rateNames, type RateName } from './rate-names.ts';
export {
  createRateTracker,
  latestTimeOf,
  type RatedEvent,
  type Rates,
  type RateState,
  type RateTracker,
} from './rate-tracker.ts';
export { createWeekClock, SLOTS_PER_WEEK, type WeekClock } from './week-clock.ts';
