import { join } from 'node:path';
import { SplunkError } from '@sidecar/splunk-client';
import type { SidecarConfig } from '../config/index.ts';
import { IoError } from '../io/io-error.ts';
import type { WrittenTarget } from '../run/plan-writes.ts';
import type { RunOptions } from '../run/run.ts';
import { type HecResults, hecTarget, indexOf, sendToHec } from './send-to-hec.ts';
import { readSentNames } from './sent-names.ts';

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
    let asked = 0;
    try {
      const sent = await readSentNames(folderOf(config), `${hec.url} ${indexOf(kind, hec)} ${kind}`);
      const onNew = (count: number): void => {
        asked = count;
        if (count % 1000 === 0) onProgress?.({ stage: `sending ${kind}`, done: count });
      };
      const target = await sendToHec(kind, results, { ...options, hec, isNew: sent.isNew, onNew });
      if (target.complete) await sent.confirm();
      written.push(target);
      onProgress?.({ stage: `sending ${kind}`, done: target.written });
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof SplunkError || error instanceof IoError)) throw error;
      // How many arrived is not known for certain.
      const failed = Math.max(asked, 1);
      const target = hecTarget(kind, hec);
      written.push({ target, written: 0, failed, readBack: null, complete: false, problem: error.message });
    }
  }
  return written;
}

function folderOf({ general }: SidecarConfig): string {
  return join(general.model_dir, general.model_name);
}
