import { stat } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { createAtomicWriter } from '../io/create-atomic-writer.ts';
import type { Provenance } from '../records/provenance.ts';
import { outputLines } from './output-lines.ts';
import type { ScoreSink } from './score-inputs.ts';

/** Opens a file of one output line per input line, which appears whole or not at all; `-` is standard output. */
export async function openScoredFile(
  path: string,
  provenance: Provenance,
  stdout?: Writable,
): Promise<ScoreSink> {
  const writer = await createAtomicWriter(path, { ...(stdout && { stdout }) });
  const outputLine = outputLines(provenance);
  return {
    take: (line) => writer.write(`${outputLine(line)}\n`),
    close: writer.close,
    abort: writer.abort,
  };
}

/** Whether what is written there can be taken back: not from standard output, a pipe or a device. */
export async function isFile(path: string): Promise<boolean> {
  if (path === '-') return false;
  const found = await stat(path).catch(() => undefined);
  return found === undefined || found.isFile();
}
