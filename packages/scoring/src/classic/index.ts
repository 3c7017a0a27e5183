export { type ClassicArtifact } from './classic-artifact.ts';
export { type ClassicOptions, type ClassicOutlierMode } from './classic-options.ts';
export {
  classicClusterProfileRecords,
  type ClassicClusterProfileRecord,
} from './classic-cluster-profile-records.ts';
export { classicUserProfileRecords, type ClassicUserProfileRecord } from './classic-user-profile-records.ts';
export {
  classicUserThresholdRecords,
  type ClassicUserThresholdRecord,
} from './classic-user-threshold-records.ts';
export { isSpecialPurpose } from './is-special-purpose.ts';
export { scoreClassicBatch, type ClassicScored } from './score-classic-batch.ts';
