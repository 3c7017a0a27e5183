import { createHash } from 'node:crypto';
import { allocateCodes, type Codes, codeWidth } from './code-column.ts';
import type { EventColumns } from './event-columns.ts';
import { keptFields, type KeptValue } from './kept-fields.ts';
import {
  BLOCK_EVENTS,
  DICTIONARY_PART,
  KEPT_FORMAT,
  KEPT_VERSION,
  type KeptHeader,
  type KeptLayout,
} from './kept-header.ts';
import { encodeTimes } from './time-block.ts';

/**
 * The bytes of a file of kept events, in pieces: a line with format and version; frames, each four bytes of length (little-endian)
 * and so many bytes; and the SHA-256 of all that.
 *
 * The first frame is the layout as JSON. Then for every field the values it has, as JSON lists, and for every block of events
 * its times (`encodeTimes`) and for every field one byte of width and the codes in that width. A dictionary holds what
 * these events need and nothing of those that were forgotten, in the order in which it is needed: the same events are the same bytes.
 *
 * @param order - Places of the events in the columns, ascending by time.
 */
export function* encodeKept(
  columns: EventColumns,
  order: Uint32Array,
  { model, rejections, forgottenBefore }: Omit<KeptHeader, 'events'>,
): Generator<Uint8Array, void, undefined> {
  const digest = createHash('sha256');
  const hashed = (bytes: Uint8Array): Uint8Array => {
    digest.update(bytes);
    return bytes;
  };
  yield hashed(Buffer.from(`${KEPT_FORMAT} ${KEPT_VERSION}\n`));
  const used = keptFields.map((_, f) => usedValues(columns, order, f));
  const fields = keptFields.map((name, f) => ({ name, values: used[f]!.values.length }));
  const layout: KeptLayout = { model, events: order.length, rejections, forgottenBefore, fields };
  yield hashed(framed(Buffer.from(JSON.stringify(layout))));
  for (const { values } of used) {
    for (let start = 0; start < values.length; start += DICTIONARY_PART) {
      yield hashed(framed(Buffer.from(JSON.stringify(values.slice(start, start + DICTIONARY_PART)))));
    }
  }
  for (let start = 0; start < order.length; start += BLOCK_EVENTS) {
    const block = order.subarray(start, start + BLOCK_EVENTS);
    yield hashed(framed(timesOf(columns, block)));
    for (const [f, { codeOf }] of used.entries()) yield hashed(framed(codesOf(columns, block, f, codeOf)));
  }
  yield digest.digest();
}

interface UsedValues {
  readonly values: readonly KeptValue[];
  /** Code in the file of a code in the columns. */
  readonly codeOf: Uint32Array;
}

function usedValues(columns: EventColumns, order: Uint32Array, f: number): UsedValues {
  const dictionary = columns.dictionaries[f]!;
  const codeOf = new Uint32Array(dictionary.size + 1);
  const values: KeptValue[] = [];
  for (const i of order) {
    const code = columns.codeAt(f, i);
    if (code === 0 || codeOf[code] !== 0) continue;
    values.push(dictionary.valueOf(code)!);
    codeOf[code] = values.length;
  }
  return { values, codeOf };
}

function timesOf(columns: EventColumns, block: Uint32Array): Uint8Array {
  const times = new Float64Array(block.length);
  for (let i = 0; i < block.length; i++) times[i] = columns.timeAt(block[i]!);
  return encodeTimes(times);
}

/** One byte of width and the codes of a field, translated by `codeOf`, in that width. */
function codesOf(columns: EventColumns, block: Uint32Array, f: number, codeOf: Uint32Array): Uint8Array {
  const codes = new Uint32Array(block.length);
  let largest = 0;
  for (let i = 0; i < block.length; i++) {
    const code = codeOf[columns.codeAt(f, block[i]!)]!;
    codes[i] = code;
    if (code > largest) largest = code;
  }
  const width = codeWidth(largest);
  const narrow: Codes = allocateCodes(width, codes.length);
  narrow.set(codes);
  const bytes = Buffer.from(narrow.buffer);
  if (isBigEndian && width > 1) bytes[width === 2 ? 'swap16' : 'swap32']();
  return Buffer.concat([Uint8Array.of(width), bytes]);
}

function framed(payload: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(payload.length);
  return Buffer.concat([length, payload]);
}

const isBigEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 0;
