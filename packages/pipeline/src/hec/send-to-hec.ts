import { readFile } from 'node:fs/promises';
import type { KvRecord } from '@sidecar/kvstore-writer';
import { createHecClient, type HecClient, type HecEvent, type SplunkWarning } from '@sidecar/splunk-client';
import type { HecConfig, HecRecordKind } from '../config/index.ts';
import { toIoError } from '../io/io-error.ts';
import { proxyFor } from '../run/connect.ts';
import { readEventRecords } from '../run/event-records.ts';
import type { Results, WrittenTarget } from '../run/plan-writes.ts';
import { fromScored, incidentHecEvent, type NamedHecEvent } from './hec-records.ts';

/** What is sent. */
export type HecResults = Pick<Results, 'recordsPath' | 'incidents'>;

export interface SendToHecOptions {
  readonly hec: HecConfig;
  /** Whether the event of this name must be sent; asked once for each. @default all of them */
  readonly isNew?: (name: string) => boolean;
  /** Told how many are to be sent so far. */
  readonly onNew?: (count: number) => void;
  readonly signal?: AbortSignal | undefined;
  readonly onWarning?: ((warning: SplunkWarning) => void) | undefined;
}

/**
 * Sends one kind of records to the HTTP Event Collector.
 *
 * @returns What became of them; not complete if the collector refused some, which sending again does not mend.
 * @throws SplunkError if it cannot be known that they arrived; IoError if a file cannot be read; the signal's reason when aborted.
 */
export async function sendToHec(
  kind: HecRecordKind,
  results: HecResults,
  { hec, isNew = () => true, onNew, ...options }: SendToHecOptions,
): Promise<WrittenTarget> {
  const client = await connectHec(hec, options);
  const { accepted, refused } = await client.send(newEvents(namedEvents(kind, results, hec), isNew, onNew));
  const problem = refused.samples[0]?.reason;
  return {
    target: hecTarget(kind, hec),
    written: accepted,
    failed: refused.count,
    readBack: null,
    complete: refused.count === 0,
    ...(problem !== undefined && { problem: `refused: ${problem}` }),
  };
}

/** What the place is called in reports. */
export function hecTarget(kind: HecRecordKind, hec: HecConfig): string {
  return `HEC ${indexOf(kind, hec)} (${kind})`;
}

export function indexOf(kind: HecRecordKind, { index, risk_index: riskIndex }: HecConfig): string {
  return kind === 'risk' ? (riskIndex ?? index) : index;
}

async function* newEvents(
  events: AsyncIterable<NamedHecEvent>,
  isNew: (name: string) => boolean,
  onNew: ((count: number) => void) | undefined,
): AsyncGenerator<HecEvent, void, undefined> {
  let count = 0;
  for await (const { event, name } of events) {
    if (!isNew(name)) continue;
    onNew?.(++count);
    yield event;
  }
}

async function* namedEvents(
  kind: HecRecordKind,
  { recordsPath, incidents }: HecResults,
  hec: HecConfig,
): AsyncGenerator<NamedHecEvent, void, undefined> {
  const index = indexOf(kind, hec);
  if (kind === 'incidents') {
    for (const incident of incidents) yield incidentHecEvent(incident, index);
    return;
  }
  const isOutlier = (record: KvRecord): boolean => record['behavior_outlier'] === 1;
  for await (const record of readEventRecords(recordsPath, kind === 'events' ? undefined : isOutlier)) {
    yield fromScored[kind](record, index);
  }
}

async function connectHec(
  hec: HecConfig,
  { signal, onWarning }: Pick<SendToHecOptions, 'signal' | 'onWarning'>,
): Promise<HecClient> {
  const ca = hec.ca_file === undefined ? undefined : await readText(hec.ca_file);
  return createHecClient({
    url: hec.url!,
    token: hec.token!.reveal(),
    tls: { insecure: hec.insecure, ...(ca !== undefined && { ca }) },
    batchEvents: hec.batch_size,
    acknowledge: hec.acknowledge,
    acknowledgeTimeoutMs: hec.acknowledge_seconds * 1000,
    ...proxyFor(hec.url!, process.env),
    ...(signal && { signal }),
    ...(onWarning && { onWarning }),
  });
}

async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw toIoError(error, 'read', path);
  });
}
