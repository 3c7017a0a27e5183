/**
 * Where workers lay down what is too large for a job: slices of events, states, models, results. Blobs are gathered in folders that go as a whole; what
 * nobody removes expires.
 */
export interface Exchange {
  /** Lays down a blob, over an older one of that name. */
  put(folder: string, name: string, bytes: Uint8Array): Promise<void>;
  /** @throws QueueError `blob_missing` or `blob_damaged`. */
  get(folder: string, name: string): Promise<Uint8Array>;
  /** Whether it is there; the folder then lasts as long again. */
  has(folder: string, name: string): Promise<boolean>;
  remove(folder: string): Promise<void>;
}

/** How long a folder stays after it was last written to. */
export const BLOB_SECONDS: number = 7 * 86_400;
