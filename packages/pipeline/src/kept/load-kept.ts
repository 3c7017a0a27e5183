import { IoError } from '../io/io-error.ts';
import { readChunks } from '../io/read-chunks.ts';
import { ModelError } from '../registry/model-error.ts';
import { allocateCodes, type Codes } from './code-column.ts';
import { createEventColumns, type EventColumns } from './event-columns.ts';
import { createFrameReader, type FrameReader } from './frame-reader.ts';
import { damagedKept, otherKept } from './kept-error.ts';
import { keptFields, type KeptValue } from './kept-fields.ts';
import {
  BLOCK_EVENTS,
  KEPT_FORMAT,
  KEPT_VERSION,
  type KeptHeader,
  type KeptLayout,
  keptLayout,
} from './kept-header.ts';
import { decodeTimes } from './time-block.ts';

/** Events that a model was trained on, as they were read back. */
export interface KeptEvents extends KeptHeader {
  /** Ascending in the order of `compare`. */
  readonly columns: EventColumns;
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
  try {
    await checkHead(reader, path);
    const layout = await readLayout(reader, path);
    const columns = createEventColumns();
    await readDictionaries(reader, layout, columns);
    for (let start = 0; start < layout.events; start += BLOCK_EVENTS) {
      const size = Math.min(BLOCK_EVENTS, layout.events - start);
      const times = decodeTimes(await reader.frame(), size);
      const codes: Codes[] = [];
      for (const { values } of layout.fields) codes.push(decodeCodes(await reader.frame(), size, values));
      columns.addCoded(times, codes);
    }
    await reader.end();
    const { model, events, rejections, forgottenBefore } = layout;
    return { model, events, rejections, forgottenBefore, columns };
  } catch (error) {
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
  const layout = keptLayout.parse(JSON.parse((await reader.frame()).toString()));
  const names = layout.fields.map(({ name }) => name);
  if (names.join() !== keptFields.join())
    throw otherKept(path, `its events have the fields ${names.join(', ')}`);
  return layout;
}

async function readDictionaries(
  reader: FrameReader,
  { fields }: KeptLayout,
  { dictionaries }: EventColumns,
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

function decodeCodes(bytes: Buffer, size: number, most: number): Codes {
  const width = bytes[0]!;
  if (![1, 2, 4].includes(width) || bytes.length !== 1 + size * width)
    throw new RangeError('a column of another size');
  const codes = allocateCodes(width, size);
  for (let i = 0; i < size; i++) {
    codes[i] = bytes.readUIntLE(1 + i * width, width);
    if (codes[i]! > most) throw new RangeError(`code ${codes[i]} of ${most} values`);
  }
  return codes;
}
