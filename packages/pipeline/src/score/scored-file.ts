import { stat } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { createAtomicWriter } from '../io/create-atomic-writer.ts';
import type { EventFields } from '../records/event-fields.ts';
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
    take: (line) => writer.write(`${outputLine(line, provenance)}\n`),
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
 * Fields of the line stay as they are, to the letter; the event's normalised fields fill what it lacks, and the score's come on top. A
 * field `rejected` goes: it marks the lines that were no events.
 */
function outputLine(line: ScoredLine, provenance: Provenance): string {
  if ('rejection' in line) return JSON.stringify({ rejected: true, ...line.rejection });
  const { row, text, key, eventFields, scoreFields } = line;
  const added: Record<string, unknown> = { _key: key, ...scoreFields, ...provenance };
  for (const name in row) {
    if (name === 'rejected' || Object.hasOwn(added, name) || !text.startsWith('{')) {
      return JSON.stringify({ ...eventFields, ...row, ...added, rejected: undefined });
    }
  }
  for (const name in eventFields) {
    if (!Object.hasOwn(row, name)) added[name] = eventFields[name as keyof EventFields];
  }
  return `${text.slice(0, -1)},${JSON.stringify(added).slice(1)}`;
}
