import { IoError } from '../io/io-error.ts';
import { readChunks } from '../io/read-chunks.ts';
import { ModelError } from '../registry/model-error.ts';
import type { KindTable } from '../store/kind-table.ts';
import { createEventStore, type EventStore } from '../store/create-event-store.ts';
import type { Codes } from './code-column.ts';
import { decodeCodes } from './encode-codes.ts';
import { createFrameReader, type FrameReader } from './frame-reader.ts';
import { damagedKept, otherKept } from './kept-error.ts';
import { keptFields, type KeptValue } from './kept-fields.ts';
import {
  BLOCK_EVENTS,
  KEPT_FORMAT,
  KEPT_VERSION,
  type KeptHeader,
  type KeptLayout,
  keptLayoutOf,
} from './kept-header.ts';
import { decodeTimes } from './time-block.ts';

/** Events that a model was trained on, as they were read back. */
export interface KeptEvents extends KeptHeader {
  /** Holds them and nothing else; whoever has it removes it. */
  readonly store: EventStore;
}

const LONGEST_HEAD = 100;

/**
 * Reads a file of kept events, whole or not at all.
 *
 * @throws ModelError `other_kept_events` if another version wrote it, or with other fields; `damaged_kept_events` if it is anything
 *   else than what was written. IoError if it cannot be read. The signal's reason if that stopped it.
 */
export async function loadKept(path: string, signal?: AbortSignal): Promise<KeptEvents> {
  const reader = createFrameReader(readChunks(path, { signal }));
  const store = createEventStore();
  try {
    await checkHead(reader, path);
    const layout = await readLayout(reader, path);
    await readDictionaries(reader, layout, store.kinds);
    await readKinds(reader, layout, store.kinds);
    for (let start = 0; start < layout.events; start += BLOCK_EVENTS) {
      const size = Math.min(BLOCK_EVENTS, layout.events - start);
      const times = decodeTimes(await reader.frame(), size);
      const kinds = decodeCodes(await reader.frame(), size, layout.kinds - 1);
      for (let i = 0; i < size; i++) store.addById(kinds[i]!, times[i]!);
    }
    await reader.end();
    const { model, events, rejections, forgottenBefore } = layout;
    return { model, events, rejections, forgottenBefore, store };
  } catch (error) {
    await store.remove();
    signal?.throwIfAborted();
    const isBroken = error instanceof IoError && /_gzip$|^not_utf8$/.test(error.code);
    if (error instanceof ModelError || (error instanceof IoError && !isBroken)) throw error;
    throw damagedKept(path, error);
  } finally {
    await reader.close();
  }
}

async function checkHead(reader: FrameReader, path: string): Promise<void> {
  const [format, version] = (await reader.line(LONGEST_HEAD)).split(' ');
  if (format !== KEPT_FORMAT) throw new RangeError(`format is ${format}`);
  if (version !== String(KEPT_VERSION)) {
    throw otherKept(path, `format ${version}; this one reads ${KEPT_VERSION}`);
  }
}

async function readLayout(reader: FrameReader, path: string): Promise<KeptLayout> {
  const layout = keptLayoutOf(JSON.parse((await reader.frame()).toString()));
  const names = layout.fields.map(({ name }) => name);
  if (names.join() !== keptFields.join())
    throw otherKept(path, `its events have the fields ${names.join(', ')}`);
  return layout;
}

async function readDictionaries(
  reader: FrameReader,
  { fields }: KeptLayout,
  { dictionaries }: KindTable,
): Promise<void> {
  for (const [f, { values }] of fields.entries()) {
    const dictionary = dictionaries[f]!;
    while (dictionary.size < values) {
      const before = dictionary.size;
      for (const value of JSON.parse((await reader.frame()).toString()) as KeptValue[])
        dictionary.codeOf(value);
      if (dictionary.size === before) throw new RangeError('a dictionary without values');
    }
    if (dictionary.size > values) throw new RangeError('a dictionary with too many values');
  }
}

/** Kinds have the numbers in the table that they have in the file. */
async function readKinds(
  reader: FrameReader,
  { kinds, fields }: KeptLayout,
  table: KindTable,
): Promise<void> {
  const codes = new Uint32Array(fields.length);
  for (let start = 0; start < kinds; start += BLOCK_EVENTS) {
    const size = Math.min(BLOCK_EVENTS, kinds - start);
    const columns: Codes[] = [];
    for (const { values } of fields) columns.push(decodeCodes(await reader.frame(), size, values));
    for (let i = 0; i < size; i++) {
      for (let f = 0; f < codes.length; f++) codes[f] = columns[f]![i]!;
      if (table.idOfCodes(codes) !== start + i) throw new RangeError('a kind that was there already');
    }
  }
}
