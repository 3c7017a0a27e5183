import { authClusterProfiles } from './collections/auth-cluster-profiles.ts';
import { authEvents } from './collections/auth-events.ts';
import { authFeedbackAudit } from './collections/auth-feedback-audit.ts';
import { authFeedback } from './collections/auth-feedback.ts';
import { authIncidents } from './collections/auth-incidents.ts';
import { authModelRuns } from './collections/auth-model-runs.ts';
import { authOutlierEvents } from './collections/auth-outlier-events.ts';
import { authUserProfiles } from './collections/auth-user-profiles.ts';
import { authUserThresholds } from './collections/auth-user-thresholds.ts';
import type { Collection, CollectionMode } from './collections/collection.ts';
import { sidecarState } from './collections/sidecar-state.ts';

export { acceleratedFields } from './collections/accelerated-fields.ts';
export { type Collection, type CollectionMode, type FieldType } from './collections/collection.ts';

export type CollectionName =
  | 'auth_events'
  | 'auth_outlier_events'
  | 'auth_user_profiles'
  | 'auth_cluster_profiles'
  | 'auth_user_thresholds'
  | 'auth_incidents'
  | 'auth_model_runs';

/** What a run writes: the collections of the original under their own names, with more fields beside the original's. */
export const collections: Readonly<Record<CollectionName, Collection>> = {
  auth_events: authEvents,
  auth_outlier_events: authOutlierEvents,
  auth_user_profiles: authUserProfiles,
  auth_cluster_profiles: authClusterProfiles,
  auth_user_thresholds: authUserThresholds,
  auth_incidents: authIncidents,
  auth_model_runs: authModelRuns,
};

/** Every collection of the app in Splunk, whoever writes it. */
export const splunkCollections: readonly Collection<CollectionMode>[] = [
  ...Object.values(collections),
  authFeedback,
  authFeedbackAudit,
  sidecarState,
];
