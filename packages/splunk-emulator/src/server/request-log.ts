import type { FaultKind } from '../faults/fault-plan.ts';
import type { RouteFamily } from './route.ts';

/** What is remembered of a request; never its credentials or its body. */
export interface RequestLogEntry {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly family: RouteFamily;
  readonly userAgent: string;
  /** Status answered; 0 when the connection was closed without an answer. */
  readonly status: number;
  readonly fault?: FaultKind;
}

/** A list that keeps the last `capacity` entries. */
export function createRequestLog(capacity: number): {
  entries: RequestLogEntry[];
  add(entry: RequestLogEntry): void;
} {
  const entries: RequestLogEntry[] = [];
  return {
    entries,
    add(entry) {
      entries.push(entry);
      if (entries.length > capacity) entries.shift();
    },
  };
}
