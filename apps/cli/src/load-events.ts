import type { Emulator } from '@sidecar/splunk-emulator';
import type { Context } from './command.ts';
import { linesOf } from './lines-of.ts';
import { formatCount } from './render/format-number.ts';

const BATCH = 5000;

/** Indexes the lines of files; returns how many. */
export async function loadEvents(
  emulator: Emulator,
  files: readonly string[],
  { index, sourcetype }: { readonly index: string; readonly sourcetype: string },
  context: Context,
): Promise<number> {
  const stage = context.reporter.stage('load');
  let count = 0;
  let batch: string[] = [];
  const flush = async (): Promise<void> => {
    count += await emulator.addEvents(index, sourcetype, batch);
    batch = [];
    stage.progress(count);
  };
  for await (const line of linesOf(files, context)) {
    batch.push(line);
    if (batch.length === BATCH) await flush();
  }
  await flush();
  stage.done(`${formatCount(count)} events into index ${index}`);
  return count;
}
