import type { EventKind } from '@sidecar/events';
import { createCodeColumn } from '../kept/code-column.ts';
import { keptFields, type KeptValue } from '../kept/kept-fields.ts';
import { createDictionary, type Dictionary } from '../train/dictionary.ts';
import { createCodeIndex } from './code-index.ts';
import { createIdCache } from './id-cache.ts';

/** Kinds of events, each once, with a number from 0 that stays its own. About 30 bytes a kind, beside the values themselves. */
export interface KindTable {
  /** How many kinds there are; their numbers are below it. */
  readonly size: number;
  /** The values of each of `keptFields`. */
  readonly dictionaries: readonly Dictionary<KeptValue>[];
  /** Number of a kind; equal kinds have the same. */
  idOf(kind: EventKind): number;
  /** Number of the kind that has, for each of `keptFields`, this code of its dictionary. */
  idOfCodes(codes: ArrayLike<number>): number;
  /** The kind with a number. The same object as before while it is remembered. */
  at(id: number): EventKind;
  /** Code of field number `f` of `keptFields`. */
  codeAt(f: number, id: number): number;
}

/** So many kinds are remembered as objects. */
const MOST_REMEMBERED = 131_072;

export function createKindTable(): KindTable {
  const dictionaries = keptFields.map(() => createDictionary<KeptValue>());
  const columns = keptFields.map(() => createCodeColumn());
  const index = createCodeIndex();
  const scratch = new Uint32Array(keptFields.length);
  const ids = new Map<EventKind, number>();
  const kinds = createIdCache<EventKind>(MOST_REMEMBERED);
  let size = 0;
  return {
    get size() {
      return size;
    },
    dictionaries,
    idOf: (kind) => {
      let id = ids.get(kind);
      if (id !== undefined) return id;
      for (let f = 0; f < keptFields.length; f++) scratch[f] = dictionaries[f]!.codeOf(kind[keptFields[f]!]);
      id = idOfCodes(scratch);
      if (ids.size === MOST_REMEMBERED) ids.clear();
      ids.set(kind, id);
      kinds.set(id, kind);
      return id;
    },
    idOfCodes,
    at: (id) => {
      let kind = kinds.get(id);
      if (kind === undefined) {
        kind = made(id);
        kinds.set(id, kind);
      }
      return kind;
    },
    codeAt: (f, id) => columns[f]!.at(id),
  };

  function idOfCodes(codes: ArrayLike<number>): number {
    const hash = hashOf(codes);
    const known = index.find(hash, (id) => columns.every((column, f) => column.at(id) === codes[f]));
    if (known !== -1) return known;
    index.add(hash);
    for (let f = 0; f < columns.length; f++) columns[f]!.set(size, codes[f]!);
    size += 1;
    return size - 1;
  }

  function made(id: number): EventKind {
    if (!(id >= 0 && id < size)) throw new RangeError(`id is ${id}, expected one of ${size} kinds`);
    const kind: Record<string, unknown> = {};
    for (let f = 0; f < columns.length; f++)
      kind[keptFields[f]!] = dictionaries[f]!.valueOf(columns[f]!.at(id));
    return kind as unknown as EventKind;
  }
}

/** FNV-1a over whole codes. */
function hashOf(codes: ArrayLike<number>): number {
  let hash = 0x811c9dc5;
  for (let f = 0; f < codes.length; f++) hash = Math.imul(hash ^ codes[f]!, 0x01000193);
  return hash >>> 0;
}
