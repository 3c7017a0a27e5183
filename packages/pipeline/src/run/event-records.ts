import type { LineEvent } from '@sidecar/events';
import type { KvRecord } from '@sidecar/kvstore-writer';
import { createAtomicWriter } from '../io/create-atomic-writer.ts';
import { readLines } from '../io/read-lines.ts';
import { collections } from '../records/collections.ts';
import { eventFields } from '../records/event-fields.ts';
import type { Provenance } from '../records/provenance.ts';
import type { ScoreSink } from '../score/score-inputs.ts';
import type { ScoredEvent } from '../score/scoring-engine.ts';

const names = Object.keys(collections.auth_events.fields);

/** A scored event as far as its record needs it. */
export interface RecordedEvent extends Pick<ScoredEvent, 'key' | 'scoreFields'> {
  readonly line: Pick<LineEvent, 'time' | 'kind'>;
}

/** Opens a file of the records of scored events; lines that were rejected are left out. */
export async function openEventRecords(path: string, provenance: Provenance): Promise<ScoreSink> {
  const writer = await createAtomicWriter(path);
  return {
    take: (line) =>
      'rejection' in line ? undefined : writer.write(`${JSON.stringify(eventRecord(line, provenance))}\n`),
    close: writer.close,
    abort: writer.abort,
  };
}

/** Reads such a file. @param belongs - Which records are wanted. */
export async function* readEventRecords(
  path: string,
  belongs: (record: KvRecord) => boolean = () => true,
): AsyncGenerator<KvRecord, void, undefined> {
  for await (const batch of readLines([path])) {
    for (const { line } of batch) {
      const record = JSON.parse(line!) as KvRecord;
      if (belongs(record)) yield record;
    }
  }
}

/**
 * The declared fields of an event's record, from the normalised event: its own line may give a number as text, or a list. Nulls
 * are left out, as KV Store would store them as values.
 */
export function eventRecord({ line, key, scoreFields }: RecordedEvent, provenance: Provenance): KvRecord {
  const all: Readonly<Record<string, unknown>> = { ...eventFields(line), ...scoreFields, ...provenance };
  const record: Record<string, unknown> = {};
  for (const name of names) {
    const value = all[name];
    if (value !== null && value !== undefined) record[name] = value;
  }
  record['_key'] = key;
  return record as KvRecord;
}
