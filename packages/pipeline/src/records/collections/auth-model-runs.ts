import { type Collection, defineCollection } from './collection.ts';
import { provenanceFields } from './shared-fields.ts';

export const authModelRuns: Collection = defineCollection({
  name: 'auth_model_runs',
  description:
    'What each run, and each run of a stage of the worker, read, decided and wrote, one record each: a history that they add to',
  mode: 'append',
  key: '`run_id`',
  fields: {
    stage: [
      'string',
      '`run` (sidecar run), or a stage of the worker: `train`, `score` (one batch of windows) or `drift`; absent in records of earlier versions, which are of `run`',
    ],
    status: [
      'string',
      '`complete`, `partial` (rejects above the limit, a write not whole, or a part set aside) or `nothing`',
    ],
    started_at: ['string', 'ISO 8601 in UTC'],
    finished_at: ['string', 'ISO 8601 in UTC'],
    duration_seconds: ['number', 'From start to finish, from 0'],
    preset: ['string', 'Kind of model, `behavior` or `classic`; absent without one'],
    is_trained: ['number', '1 if the run trained the model, 0 if it used an earlier one'],
    model_reason: ['string', 'Why it trained or did not, in words'],
    trained_at: ['string', 'When the model was trained, ISO 8601 in UTC'],
    trained_on: ['number', 'Events that it was trained on, from 0'],
    accounts: ['number', 'Accounts that the model knows, from 0'],
    window_start: [
      'string',
      'Time of the first event that was scored, or from which on events were learned or compared, ISO 8601 in UTC; absent without any',
    ],
    window_end: ['string', 'Time of the last one, or up to which'],
    indexed_from: ['string', 'Index time from which on events were scored, ISO 8601 in UTC; only of `score`'],
    indexed_to: ['string', 'Index time up to which, not included; only of `score`'],
    set_aside: ['number', 'Windows or slices that failed so often that they were left out, from 0'],
    events_read: ['number', 'Events that came in, rejected ones included, from 0'],
    events_scored: ['number', 'Events that were scored, from 0; only of `run` and `score`'],
    rejected: ['number', 'Lines that were not used, from 0'],
    rejected_share: ['number', '`rejected / events_read`, 0 to 1'],
    rejected_reasons: ['array', 'Why, as texts `reason=count`'],
    outlier_mode: ['string', 'How outliers are decided, as configured: `modeling.outlier_mode`'],
    outlier_count: ['number', 'Events that were decided to be outliers, from 0; only of `run` and `score`'],
    incident_count: [
      'number',
      'Incidents they make, from 0; of `score` those that began, grew or ended; only of `run` and `score`',
    ],
    promised_alerts_per_day: ['number', 'Outliers a day that are aimed at; absent if nothing is promised'],
    realised_alerts_per_day: [
      'number',
      'Outliers a day between first and last event, a day at least; absent without events; only of `run`',
    ],
    budget_low: [
      'number',
      'Fewest a day, over so many days (of `score`: one), that keep the promise 99 of 100 times; absent if nothing is promised',
    ],
    budget_high: ['number', 'Most of them; absent if nothing is promised'],
    k: ['number', 'Clusters of the model, 0 without one'],
    k_curve: [
      'string',
      'JSON: `k`, `silhouette` (-1 to 1), `inertia` (from 0), `stability` (to 1) for each number tried; only of `run` and `train`',
    ],
    is_drifted: ['number', '1 if events no longer look as in training, 0 if they do; absent if not asked'],
    drift_findings: [
      'string',
      'JSON, one for `clusters` and each facet compared: `facet`, `cluster` and `culprit` (what moved most), `cramers_v` (0 to 1), `p_value` (0 to 1), `psi` (from 0), `is_drifted`, `before_share`, `after_share`; absent if not asked',
    ],
    written: ['number', 'Records that are in their collections, from 0'],
    failed: ['number', 'Records that are not, from 0'],
    problems: ['array', 'Why a collection is not whole, as texts `collection: reason`'],
    stage_seconds: ['string', 'JSON: seconds that each stage took'],
    ...provenanceFields,
  },
  accelerated: ['started_at', 'run_id'],
});
