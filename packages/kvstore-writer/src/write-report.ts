/** What truly happened to the records of one collection. */
export interface WriteReport {
  readonly collection: string;
  readonly runId: string;
  /** Records handed to Splunk. */
  readonly sent: number;
  /** Of these, records whose key Splunk gave back. */
  readonly confirmed: number;
  /** Records that were not written, and why, for the first 10: wrong types, bad or repeated keys, and what Splunk refused. */
  readonly refused: { readonly count: number; readonly samples: readonly RefusedRecord[] };
  /** Of the refused, those whose `_key` had been given before in this run. */
  readonly duplicates: number;
  readonly batches: number;
  /** Records of this run, counted in the collection once all were confirmed; null if they were not counted. */
  readonly stored: number | null;
  /** Whether readers see these records: in a history always, elsewhere since the run was published; null if nobody can know. */
  readonly published: boolean | null;
  /** Records that were removed: of other runs or of none (`replace`), or too old or too many (`append`). */
  readonly removed: number;
  /** True when every record given is in the collection and, after `writeRun`, readers see them, and nothing is there that should not be. */
  readonly complete: boolean;
  /** Why not, when something failed. */
  readonly error?: WriteFailure;
}

/** Why a collection is not as it should be: the code of a `KvStoreError`, `mixed` or `wrong_types`. */
export interface WriteFailure {
  readonly code: string;
  readonly message: string;
}

export interface RefusedRecord {
  /** Position among the records given, from 0. */
  readonly position: number;
  readonly key: string;
  readonly reason: string;
}
