import { stat } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { createAtomicWriter } from '../io/create-atomic-writer.ts';
import type { Provenance } from '../records/provenance.ts';
import type { ScoreSink } from './score-inputs.ts';
import type { ScoredLine } from './scoring-engine.ts';

/** Opens a file of one output line per input line, which appears whole or not at all; `-` is standard output. */
export async function openScoredFile(
  path: string,
  provenance: Provenance,
  stdout?: Writable,
): Promise<ScoreSink> {
  const writer = await createAtomicWriter(path, { ...(stdout && { stdout }) });
  return {
    take: (line) => writer.write(`${JSON.stringify(outputRecord(line, provenance))}\n`),
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

/**
 * Fields of the line stay as they are, the event's normalised fields fill what it lacks, and the score's come on top. A field
 * `rejected` goes: it marks the lines that were no events.
 */
function outputRecord(line: ScoredLine, provenance: Provenance): object {
  if ('rejection' in line) return { rejected: true, ...line.rejection };
  const record = {
    ...line.eventFields,
    ...line.row,
    _key: line.key,
    ...line.scoreFields,
    ...provenance,
  };
  return 'rejected' in line.row ? { ...record, rejected: undefined } : record;
}
