import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { boundedNames } from './bounded-names.ts';
import { knownValue, LABEL_VALUES } from './label-values.ts';
import type { WorkerMetrics } from './worker-metrics.ts';

/** Seconds; a window takes a few, a training up to an hour or more. */
const STAGE_BUCKETS = [0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1200, 1800, 3600];
const MOST_COLLECTIONS = 20;
const MOST_TARGETS = 20;
/** As `AlertMetrics` has them: an origin at most, never a path, which may be a secret. */
const TARGET = /^(?:stdout|(?:hec|webhook) https?:\/\/[\w.:[\]-]{1,253})$/;

type FlowMetrics = Pick<
  WorkerMetrics,
  | 'eventsRead'
  | 'eventsScored'
  | 'eventsRejected'
  | 'outliers'
  | 'alertsSent'
  | 'recordsWritten'
  | 'stageDone'
  | 'splunkError'
>;

/** What goes through the worker: events, records, alerts, and the runs of stages. Counters begin with 0 where their labels are known. */
export function flowMetrics(registry: Registry, { now }: { readonly now: () => Date }): FlowMetrics {
  const registers = [registry];
  const read = new Counter({
    name: 'sidecar_events_read_total',
    help: 'Lines read from Splunk, rejected ones included.',
    registers,
  });
  const scored = new Counter({ name: 'sidecar_events_scored_total', help: 'Events scored.', registers });
  const rejected = new Counter({
    name: 'sidecar_events_rejected_total',
    help: 'Lines that are no authentication event, by reason.',
    labelNames: ['reason'],
    registers,
  });
  const outliers = new Counter({
    name: 'sidecar_outliers_total',
    help: 'Scored events above the threshold: the alerts that the budget is about.',
    registers,
  });
  const sent = new Counter({
    name: 'sidecar_alerts_sent_total',
    help: 'Tries to tell of incidents by where they went and what became of them; only failed ones are tried again.',
    labelNames: ['target', 'outcome'],
    registers,
  });
  const records = new Counter({
    name: 'sidecar_records_written_total',
    help: 'Records by collection of KV Store, confirmed (written) or not (failed).',
    labelNames: ['collection', 'outcome'],
    registers,
  });
  const runs = new Counter({
    name: 'sidecar_stage_runs_total',
    help: 'Runs of each stage by outcome; skipped ones did not begin, as the one before was still under way.',
    labelNames: ['stage', 'outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: 'sidecar_stage_duration_seconds',
    help: 'How long runs of each stage took.',
    labelNames: ['stage'],
    buckets: STAGE_BUCKETS,
    registers,
  });
  const lastDone = new Gauge({
    name: 'sidecar_stage_last_success_timestamp_seconds',
    help: 'When each stage was last done without anything missing, Unix time.',
    labelNames: ['stage'],
    registers,
  });
  const splunkErrors = new Counter({
    name: 'sidecar_splunk_errors_total',
    help: 'Failures of Splunk and of its KV Store by code.',
    labelNames: ['code'],
    registers,
  });
  for (const reason of [...LABEL_VALUES.rejectionReason, 'other']) rejected.inc({ reason }, 0);
  for (const code of [...LABEL_VALUES.splunkErrorCode, 'other']) splunkErrors.inc({ code }, 0);
  for (const stage of LABEL_VALUES.stage) {
    seconds.zero({ stage });
    for (const outcome of LABEL_VALUES.stageOutcome) runs.inc({ stage, outcome }, 0);
  }
  const collectionName = boundedNames({ most: MOST_COLLECTIONS });
  const targetName = boundedNames({ most: MOST_TARGETS, pattern: TARGET });
  return {
    eventsRead: (n) => read.inc(n),
    eventsScored: (n) => scored.inc(n),
    eventsRejected: (reason, n) =>
      rejected.inc({ reason: knownValue(LABEL_VALUES.rejectionReason, reason) }, n),
    outliers: (n) => outliers.inc(n),
    alertsSent: (name, outcome, n) => {
      const target = targetName(name);
      for (const possible of LABEL_VALUES.alertOutcome) sent.inc({ target, outcome: possible }, 0);
      sent.inc({ target, outcome: knownValue(LABEL_VALUES.alertOutcome, outcome) }, n);
    },
    recordsWritten: (name, n, outcome) => {
      const collection = collectionName(name);
      for (const possible of ['written', 'failed']) records.inc({ collection, outcome: possible }, 0);
      records.inc({ collection, outcome }, n);
    },
    stageDone: (stage, outcome, took) => {
      runs.inc({ stage, outcome });
      if (outcome !== 'skipped') seconds.observe({ stage }, took);
      if (outcome === 'done') lastDone.set({ stage }, now().getTime() / 1000);
    },
    splunkError: (code) => splunkErrors.inc({ code: knownValue(LABEL_VALUES.splunkErrorCode, code) }),
  };
}
