import type { Lease } from './hold-lease.ts';
import type { KvTransport } from './kv-transport.ts';
import type { KvFieldType, KvRecord } from './record-fault.ts';
import type { Clock, ServerTime } from './server-time.ts';
import type { Retention } from './trim-history.ts';
import type { RunProgress, WriteRunOptions } from './write-run.ts';
import type { WriteReport } from './write-report.ts';

/** What a run has for one collection. */
export interface CollectionWrite {
  readonly collection: string;
  /** Gone through once. */
  readonly records: Iterable<KvRecord> | AsyncIterable<KvRecord>;
  /** The declared type of every field that a record may have, besides `_key`, `run_id` and `record_key`. */
  readonly fields: Readonly<Record<string, KvFieldType>>;
  /** `replace`: readers see these records alone; `append`: a history that they are added to. */
  readonly mode: 'replace' | 'append';
  /** Name of each index and its fields: 1 ascending, -1 descending. One on `run_id` is always there. @default none */
  readonly acceleratedFields?: Readonly<Record<string, Readonly<Record<string, 1 | -1>>>>;
  /** Which records of a history go. @default all stay */
  readonly retention?: Retention;
}

/** One collection on its way: the report is replaced as more is known. */
export interface Draft {
  readonly write: CollectionWrite;
  report: WriteReport;
}

/** What the steps of a run share. */
export interface RunWork extends Pick<
  WriteRunOptions,
  'app' | 'runId' | 'collections' | 'batchCount' | 'batchBytes'
> {
  readonly transport: KvTransport;
  readonly time: ServerTime;
  readonly lease: Lease;
  /** The caller's and the lease's. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: RunProgress) => void;
  readonly graceMs: number;
  readonly clock: Clock;
}
