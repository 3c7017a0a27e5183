import type { KvRecord, Retention } from '@sidecar/kvstore-writer';
import type { ModelingConfig, OutputConfig } from '../config/index.ts';
import { type Collection, collections } from '../records/collections.ts';
import type { Provenance } from '../records/provenance.ts';
import type { Profiles } from '../score/scoring-engine.ts';
import { type IncidentRecord } from '../incidents/incident-record.ts';
import { readEventRecords } from './event-records.ts';

/** What a run has found. */
export interface Results extends Profiles {
  /** File of the records of all events. */
  readonly recordsPath: string;
  readonly provenance: Provenance;
  /** The riskiest first. */
  readonly incidents: readonly IncidentRecord[];
}

/** One collection and all records that go into it. */
export interface PlannedWrite {
  readonly collection: Collection;
  /** Gives the records anew each time it is called. */
  records(): AsyncIterable<KvRecord> | Iterable<KvRecord>;
  /** Which records of a history go. */
  readonly retention?: Retention;
}

/** What became of one collection or file. */
export interface WrittenTarget {
  /** Name of the collection, or path of the file. */
  readonly target: string;
  /** Records that are there for certain, and seen by those who read. */
  readonly written: number;
  /** Records that are not, refused ones included. */
  readonly failed: number;
  /** Records of this run that those who read find, counted by reading the collection back; null for a file, or if reading failed. */
  readonly readBack: number | null;
  /** Whether every record is there, and nothing that should not be. */
  readonly complete: boolean;
  /** Why not. */
  readonly problem?: string;
}

/** Which records go into which collection, whatever it is written to. */
export function planWrites(
  { recordsPath, provenance, userProfiles, clusterProfiles, userThresholds, incidents }: Results,
  { modeling, output }: { readonly modeling: ModelingConfig; readonly output: OutputConfig },
): PlannedWrite[] {
  const stamped = (records: readonly KvRecord[]) => (): KvRecord[] =>
    records.map((record) => ({ ...record, ...provenance }));
  const { history_days: maxAgeDays, history_records: maxRecords } = output.splunk_kvstore;
  const retention = { timeField: 'date', maxAgeDays, maxRecords };
  return [
    ...planEventWrites(recordsPath, { modeling, output }),
    { collection: collections.auth_user_profiles, records: stamped(userProfiles) },
    { collection: collections.auth_cluster_profiles, records: stamped(clusterProfiles) },
    { collection: collections.auth_user_thresholds, records: stamped(userThresholds), retention },
    { collection: collections.auth_incidents, records: () => incidents.map((record) => ({ ...record })) },
  ];
}

/** Which records of scored events go into which collection. */
export function planEventWrites(
  recordsPath: string,
  { modeling, output }: { readonly modeling: ModelingConfig; readonly output: OutputConfig },
): PlannedWrite[] {
  const events: Collection = { ...collections.auth_events, name: output.splunk_kvstore.collection };
  const isOutlier = (record: KvRecord): boolean => record['behavior_outlier'] === 1;
  const outliers: PlannedWrite = {
    collection: collections.auth_outlier_events,
    records: () => readEventRecords(recordsPath, isOutlier),
  };
  const wanted = output.events === 'outliers' ? isOutlier : undefined;
  return [
    { collection: events, records: () => readEventRecords(recordsPath, wanted) },
    ...(modeling.export_outlier_events ? [outliers] : []),
  ];
}
