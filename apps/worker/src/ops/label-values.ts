import type { RejectionReason } from '@sidecar/events';
import type { SplunkErrorCode } from '@sidecar/splunk-client';
import type { AlertOutcome } from '../alerts/alerting.ts';
import type { Stage, StageOutcome } from './worker-metrics.ts';

/** What a `KvStoreError` may say beside what a `SplunkError` may. */
type KvStoreCode =
  'refused' | 'lease_held' | 'lease_lost' | 'published' | 'unpublished' | 'superseded' | 'missing';

interface LabelValues {
  readonly stage: readonly Stage[];
  readonly stageOutcome: readonly StageOutcome[];
  readonly alertOutcome: readonly AlertOutcome[];
  /** As BullMQ has them. */
  readonly queueJobState: readonly string[];
  readonly rejectionReason: readonly RejectionReason[];
  readonly splunkErrorCode: readonly (SplunkErrorCode | KvStoreCode)[];
}

/** Every value that a label can have, each named once: the compiler tells when one is missing. */
export const LABEL_VALUES: LabelValues = {
  stage: listOf<Stage>({ train: 1, score: 1, drift: 1 }),
  stageOutcome: listOf<StageOutcome>({ done: 1, partial: 1, failed: 1, skipped: 1 }),
  alertOutcome: listOf<AlertOutcome>({ delivered: 1, failed: 1, refused: 1, given_up: 1 }),
  queueJobState: listOf({
    waiting: 1,
    active: 1,
    delayed: 1,
    prioritized: 1,
    paused: 1,
    'waiting-children': 1,
    completed: 1,
    failed: 1,
  }),
  rejectionReason: listOf<RejectionReason>({
    not_json: 1,
    not_xml: 1,
    not_an_object: 1,
    wrong_type: 1,
    no_user: 1,
    no_time: 1,
    bad_time: 1,
    future_time: 1,
    too_long: 1,
    not_authentication: 1,
  }),
  splunkErrorCode: listOf<SplunkErrorCode | KvStoreCode>({
    unreachable: 1,
    tls: 1,
    timeout: 1,
    unauthorised: 1,
    forbidden: 1,
    not_found: 1,
    conflict: 1,
    bad_request: 1,
    quota: 1,
    unavailable: 1,
    server_error: 1,
    search_failed: 1,
    partial_results: 1,
    truncated_stream: 1,
    protocol: 1,
    refused: 1,
    lease_held: 1,
    lease_lost: 1,
    published: 1,
    unpublished: 1,
    superseded: 1,
    missing: 1,
  }),
};

/** The value, or `other` if it is not among those that are known. */
export function knownValue(known: readonly string[], value: string): string {
  return known.includes(value) ? value : 'other';
}

function listOf<Value extends string>(values: Readonly<Record<Value, 1>>): readonly Value[] {
  return Object.keys(values) as Value[];
}
