import { createHash } from 'node:crypto';
import type { KindTable } from '../store/kind-table.ts';
import type { StoredEvents } from '../store/stored-events.ts';
import { encodeCodes } from './encode-codes.ts';
import { eventsTogether } from './events-together.ts';
import { keptFields } from './kept-fields.ts';
import {
  BLOCK_EVENTS,
  DICTIONARY_PART,
  KEPT_FORMAT,
  KEPT_VERSION,
  type KeptHeader,
  type KeptLayout,
} from './kept-header.ts';
import { encodeTimes } from './time-block.ts';
import { createUsedCodes, type UsedCodes } from './used-codes.ts';

/**
 * The bytes of a file of kept events, in pieces: a line with format and version; frames, each four bytes of length (little-endian)
 * and so many bytes; and the SHA-256 of all that.
 *
 * The first frame is the layout as JSON. Then for every field the values it has, as JSON lists; for every block of kinds and every field
 * the codes of the values, from 1 and 0 for none (`encodeCodes`); and for every block of events its times (`encodeTimes`)
 * and the numbers of its kinds, from 0. Values and kinds are those that these events need and nothing of those that were forgotten, in the order in which
 * they are needed: the same events are the same bytes. Only the numbers of kinds and one block are in memory.
 */
export function* encodeKept(
  events: StoredEvents,
  { model, rejections, forgottenBefore }: Omit<KeptHeader, 'events'>,
): Generator<Uint8Array, void, undefined> {
  const digest = createHash('sha256');
  const hashed = (bytes: Uint8Array): Uint8Array => {
    digest.update(bytes);
    return bytes;
  };
  yield hashed(Buffer.from(`${KEPT_FORMAT} ${KEPT_VERSION}\n`));
  const { kinds } = events;
  const used = usedKinds(events);
  const values = keptFields.map((_, f) => usedValues(kinds, used, f));
  const fields = keptFields.map((name, f) => ({ name, values: values[f]!.size }));
  const layout: KeptLayout = {
    model,
    events: events.size,
    rejections,
    forgottenBefore,
    kinds: used.size,
    fields,
  };
  yield hashed(framed(Buffer.from(JSON.stringify(layout))));
  for (const [f, codes] of values.entries()) {
    for (let start = 1; start <= codes.size; start += DICTIONARY_PART) {
      const length = Math.min(DICTIONARY_PART, codes.size + 1 - start);
      const part = Array.from({ length }, (_, i) => kinds.dictionaries[f]!.valueOf(codes.oldOf(start + i)));
      yield hashed(framed(Buffer.from(JSON.stringify(part))));
    }
  }
  for (let start = 0; start < used.size; start += BLOCK_EVENTS) {
    const length = Math.min(BLOCK_EVENTS, used.size - start);
    for (const [f, codes] of values.entries()) {
      const codeOf = (i: number): number => {
        const old = kinds.codeAt(f, used.oldOf(start + i + 1));
        return old === 0 ? 0 : codes.use(old);
      };
      yield hashed(framed(encodeCodes(Uint32Array.from({ length }, (_, i) => codeOf(i)))));
    }
  }
  for (const block of eventsTogether(events, BLOCK_EVENTS)) {
    yield hashed(framed(encodeTimes(block.times)));
    yield hashed(framed(encodeCodes(block.kinds.map((id) => used.use(id) - 1))));
  }
  yield digest.digest();
}

function usedKinds(events: StoredEvents): UsedCodes {
  const used = createUsedCodes(events.kinds.size);
  for (const { kinds } of events.blocks()) for (const id of kinds) used.use(id);
  return used;
}

function usedValues(kinds: KindTable, used: UsedCodes, f: number): UsedCodes {
  const values = createUsedCodes(kinds.dictionaries[f]!.size);
  for (let code = 1; code <= used.size; code++) {
    const value = kinds.codeAt(f, used.oldOf(code));
    if (value !== 0) values.use(value);
  }
  return values;
}

function framed(payload: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(payload.length);
  return Buffer.concat([length, payload]);
}
