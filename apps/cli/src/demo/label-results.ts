import { createAtomicWriter, createEventKeys } from '@sidecar/pipeline';
import { isRejection, normaliseLine } from '@sidecar/events';
import type { Context } from '../command.ts';
import { linesOf } from '../lines-of.ts';
import type { DemoFiles } from './demo-files.ts';

const QUIET = '{"label":0}';

/**
 * Writes one label per result, in the order of the results: Splunk gives the events back in an order of its own, so labels
 * find theirs by its key.
 */
export async function labelResults(files: DemoFiles, context: Context): Promise<void> {
  const attacks = await attackLabels(files, context);
  const writer = await createAtomicWriter(files.resultLabels);
  for await (const line of linesOf([files.results], context)) {
    const { _key: key } = JSON.parse(line) as { _key: string };
    await writer.write(`${attacks.get(key) ?? QUIET}\n`);
  }
  await writer.close();
}

/** The label of every attack by the key of its event. */
async function attackLabels(files: DemoFiles, context: Context): Promise<ReadonlyMap<string, string>> {
  const keys = createEventKeys({ inTimeOrder: true });
  const labels = linesOf([files.labels], context)[Symbol.asyncIterator]();
  const attacks = new Map<string, string>();
  for await (const line of linesOf([files.events], context)) {
    const event = normaliseLine(line);
    const label = await labels.next();
    if (isRejection(event) || label.done) continue;
    const key = keys.keyOf(event, event.time);
    if (label.value.startsWith('{"label":1')) attacks.set(key, label.value);
  }
  return attacks;
}
