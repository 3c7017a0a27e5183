import type { EventKind } from '@sidecar/events';
import { createCodeColumn } from '../kept/code-column.ts';
import { keptFields, type KeptValue } from '../kept/kept-fields.ts';
import { kindFrom } from '../kept/kind-from.ts';
import { createDictionary, type Dictionary } from './dictionary.ts';
import { createCodeIndex } from './code-index.ts';
import { createIdCache } from './id-cache.ts';
import { createKindTally, type KindTally } from './kind-tally.ts';

/**
 * Kinds of events, each once, with a number from 0 that stays its own until the kind is forgotten. About 45 bytes a kind, beside the
 * values themselves.
 */
export interface KindTable extends Pick<KindTally, 'count' | 'events' | 'forgotten' | 'holds'> {
  /** Numbers of kinds are below it. It is how many kinds there are, unless some were forgotten. */
  readonly size: number;
  readonly mostKinds: number;
  /** The values of each of `keptFields`. Their codes change when kinds are forgotten. */
  readonly dictionaries: readonly Dictionary<KeptValue>[];
  /** Number of a kind; equal kinds have the same. A new one may need others to be forgotten, whose numbers it and later ones take. */
  idOf(kind: EventKind): number;
  /** Number of the kind that has, for each of `keptFields`, this code of its dictionary. None is forgotten for it, however many there are. */
  idOfCodes(codes: ArrayLike<number>): number;
  /** Whether there is a kind with a number; where some were forgotten, their numbers may be free. */
  has(id: number): boolean;
  /** The kind with a number. The same object as before while it is remembered. @throws RangeError if there is none. */
  at(id: number): EventKind;
  /** Code of field number `f` of `keptFields`. */
  codeAt(f: number, id: number): number;
}

export interface KindTableOptions {
  /** There is room for so many kinds, from 2. */
  readonly mostKinds: number;
  /** Is called when kinds were forgotten, before their numbers are given to others. */
  readonly onForget: () => void;
}

/** So many kinds are remembered as objects. */
const MOST_REMEMBERED = 131_072;

/**
 * When a new kind finds no room, half of it is made: the kinds with the fewest events are forgotten (`createKindTally`), and the values
 * that only they had.
 */
export function createKindTable({ mostKinds, onForget }: KindTableOptions): KindTable {
  const tally = createKindTally();
  const dictionaries = keptFields.map(() => createDictionary<KeptValue>());
  const columns = keptFields.map(() => createCodeColumn());
  const scratch = new Uint32Array(keptFields.length);
  const ids = new Map<EventKind, number>();
  const kinds = createIdCache<EventKind>(MOST_REMEMBERED);
  let index = createCodeIndex();
  return {
    get size() {
      return tally.size;
    },
    get events() {
      return tally.events;
    },
    get forgotten() {
      return tally.forgotten;
    },
    mostKinds,
    dictionaries,
    idOf: (kind) => {
      let id = ids.get(kind);
      if (id !== undefined) return id;
      encode(kind);
      if (tally.taken >= mostKinds && find(scratch, hashOf(scratch)) === -1) {
        makeRoom();
        encode(kind);
      }
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
    has: tally.isTaken,
    codeAt: (f, id) => columns[f]!.at(id),
    count: tally.count,
    holds: tally.holds,
  };

  function encode(kind: EventKind): void {
    for (let f = 0; f < keptFields.length; f++) scratch[f] = dictionaries[f]!.codeOf(kind[keptFields[f]!]);
  }

  function idOfCodes(codes: ArrayLike<number>): number {
    const hash = hashOf(codes);
    const known = find(codes, hash);
    if (known !== -1) return known;
    const id = tally.take();
    index.add(hash, id);
    for (let f = 0; f < columns.length; f++) columns[f]!.set(id, codes[f]!);
    return id;
  }

  function find(codes: ArrayLike<number>, hash: number): number {
    return index.find(hash, (id) => columns.every((column, f) => column.at(id) === codes[f]));
  }

  function made(id: number): EventKind {
    if (!tally.isTaken(id)) throw new RangeError(`id is ${id}, expected one of ${tally.taken} kinds`);
    return kindFrom((f) => dictionaries[f]!.valueOf(columns[f]!.at(id)));
  }

  function makeRoom(): void {
    tally.forget(Math.floor(mostKinds / 2));
    ids.clear();
    kinds.clear();
    for (let f = 0; f < columns.length; f++) encodeAnew(f);
    index = createCodeIndex();
    for (let id = 0; id < tally.size; id++) {
      if (!tally.isTaken(id)) continue;
      for (let f = 0; f < columns.length; f++) scratch[f] = columns[f]!.at(id);
      index.add(hashOf(scratch), id);
    }
    onForget();
  }

  /** Leaves out the values of a field that no kind has any more. */
  function encodeAnew(f: number): void {
    const before = columns[f]!;
    const isUsed = new Uint8Array(dictionaries[f]!.size + 1);
    for (let id = 0; id < tally.size; id++) if (tally.isTaken(id)) isUsed[before.at(id)] = 1;
    const codes = dictionaries[f]!.keep((code) => isUsed[code] === 1);
    const column = createCodeColumn(tally.size);
    for (let id = 0; id < tally.size; id++) column.set(id, codes[before.at(id)]!);
    columns[f] = column;
  }
}

/** FNV-1a over whole codes. */
function hashOf(codes: ArrayLike<number>): number {
  let hash = 0x811c9dc5;
  for (let f = 0; f < codes.length; f++) hash = Math.imul(hash ^ codes[f]!, 0x01000193);
  return hash >>> 0;
}
