import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KvRecord } from '@sidecar/kvstore-writer';
import { createHecClient, type HecClient, type HecEvent, SplunkError } from '@sidecar/splunk-client';
import type { HecConfig, HecRecordKind, SidecarConfig } from '../config/index.ts';
import { IoError, toIoError } from '../io/io-error.ts';
import { proxyFor } from '../run/connect.ts';
import { readEventRecords } from '../run/event-records.ts';
import type { Results, WrittenTarget } from '../run/plan-writes.ts';
import type { RunOptions } from '../run/run.ts';
import { fromScored, incidentHecEvent, type NamedHecEvent } from './hec-records.ts';
import { readSentNames, type SentNames } from './sent-names.ts';

/** What is sent of a run. */
export type HecResults = Pick<Results, 'recordsPath' | 'incidents'>;

/**
 * Sends what a run found to the HTTP Event Collector, one kind of records after the other: only what no earlier run has sent there for
 * certain. What is sent twice after all has the same `sidecar_id`.
 *
 * A failure ends the kind it came in, is told, and what was not confirmed is sent by the next run.
 *
 * @throws the signal's reason when aborted.
 */
export async function writeToHec(results: HecResults, options: RunOptions): Promise<WrittenTarget[]> {
  const { config, signal, onProgress } = options;
  const { splunk_hec: hec } = config.output;
  const written: WrittenTarget[] = [];
  for (const kind of hec.records) {
    onProgress?.({ stage: `sending ${kind}`, done: 0 });
    const target = `HEC ${indexOf(kind, hec)} (${kind})`;
    let asked = 0;
    try {
      const client = await connectHec(hec, options);
      const sent = await readSentNames(folderOf(config), `${hec.url} ${indexOf(kind, hec)} ${kind}`);
      const { accepted, refused } = await client.send(
        newEvents(namedEvents(kind, results, hec), sent, (count) => {
          asked = count;
          if (count % 1000 === 0) onProgress?.({ stage: `sending ${kind}`, done: count });
        }),
      );
      if (refused.count === 0) await sent.confirm();
      const problem = refused.samples[0]?.reason;
      written.push({
        target,
        written: accepted,
        failed: refused.count,
        readBack: null,
        complete: refused.count === 0,
        ...(problem !== undefined && { problem: `refused: ${problem}` }),
      });
      onProgress?.({ stage: `sending ${kind}`, done: accepted });
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof SplunkError || error instanceof IoError)) throw error;
      // How many arrived is not known for certain.
      const failed = Math.max(asked, 1);
      written.push({ target, written: 0, failed, readBack: null, complete: false, problem: error.message });
    }
  }
  return written;
}

async function* newEvents(
  events: AsyncIterable<NamedHecEvent>,
  sent: SentNames,
  onNew: (count: number) => void,
): AsyncGenerator<HecEvent, void, undefined> {
  let count = 0;
  for await (const { event, name } of events) {
    if (!sent.isNew(name)) continue;
    onNew(++count);
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

function indexOf(kind: HecRecordKind, { index, risk_index: riskIndex }: HecConfig): string {
  return kind === 'risk' ? (riskIndex ?? index) : index;
}

function folderOf({ general }: SidecarConfig): string {
  return join(general.model_dir, general.model_name);
}

async function connectHec(hec: HecConfig, { signal, onWarning }: RunOptions): Promise<HecClient> {
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
