import type { EventStore } from '../store/create-event-store.ts';
import { createKindNumbers } from '../store/kind-numbers.ts';
import { createKindTable, type KindTable } from '../store/kind-table.ts';
import type { Codes } from './code-column.ts';
import { decodeCodes } from './encode-codes.ts';
import { createFrameReader, type FrameReader } from './frame-reader.ts';
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

/** Kept events that another version of Sidecar wrote; the message says how one can tell. */
export class OtherKept extends Error {}

const LONGEST_HEAD = 100;

/**
 * Adds the events of what `encodeKept` gave to a store, which may hold others already. Each file numbers its kinds from 0; the store
 * has numbers of its own for them. Only the kinds and one block of events are in memory.
 *
 * @param chunks - The bytes in any pieces.
 * @param store - Must be removed if this rejects: it may hold some of the events then.
 * @throws OtherKept if another version wrote it, or with other fields; RangeError, SyntaxError or TypeError if it is anything else than
 *   what was written; whatever `chunks` throws.
 */
export async function readKept(
  chunks: AsyncIterable<Buffer>,
  store: Pick<EventStore, 'addById' | 'kinds'>,
): Promise<KeptHeader> {
  const reader = createFrameReader(chunks);
  try {
    await checkHead(reader);
    const layout = await readLayout(reader);
    const { kinds, idOf } = kindsFor(store);
    await readDictionaries(reader, layout, kinds);
    await readKinds(reader, layout, kinds);
    for (let start = 0; start < layout.events; start += BLOCK_EVENTS) {
      const size = Math.min(BLOCK_EVENTS, layout.events - start);
      const times = decodeTimes(await reader.frame(), size);
      const codes = decodeCodes(await reader.frame(), size, layout.kinds - 1);
      for (let i = 0; i < size; i++) store.addById(idOf(codes[i]!), times[i]!);
    }
    await reader.end();
    const { model, events, rejections, forgottenBefore } = layout;
    return { model, events, rejections, forgottenBefore };
  } finally {
    await reader.close();
  }
}

/** An empty store takes the kinds with the numbers that they have in the file. */
function kindsFor({ kinds }: Pick<EventStore, 'kinds'>): {
  readonly kinds: KindTable;
  readonly idOf: (number: number) => number;
} {
  if (kinds.size === 0) return { kinds, idOf: (number) => number };
  const ofFile = createKindTable({ mostKinds: Infinity, onForget: () => undefined });
  return { kinds: ofFile, idOf: createKindNumbers(kinds, ofFile.at).of };
}

async function checkHead(reader: FrameReader): Promise<void> {
  const [format, version] = (await reader.line(LONGEST_HEAD)).split(' ');
  if (format !== KEPT_FORMAT) throw new RangeError(`format is ${format}`);
  if (version !== String(KEPT_VERSION)) {
    throw new OtherKept(`format ${version}; this one reads ${KEPT_VERSION}`);
  }
}

async function readLayout(reader: FrameReader): Promise<KeptLayout> {
  const layout = keptLayoutOf(JSON.parse((await reader.frame()).toString()));
  const names = layout.fields.map(({ name }) => name);
  if (names.join() !== keptFields.join())
    throw new OtherKept(`its events have the fields ${names.join(', ')}`);
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
