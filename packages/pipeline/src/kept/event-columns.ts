import type { AuthEvent } from '@sidecar/events';
import { createDictionary, type Dictionary } from '../train/dictionary.ts';
import { createCodeColumn } from './code-column.ts';
import { keptFields, type KeptValue } from './kept-fields.ts';

const FIRST_CAPACITY = 4096;

/**
 * Whole events in columns: the time as it is, every other field as a code of its dictionary, one, two or four bytes wide.
 * About 30 bytes an event, of which nothing is lost: an event comes out as it went in.
 */
export interface EventColumns {
  readonly size: number;
  /** The values of each of `keptFields`. */
  readonly dictionaries: readonly Dictionary<KeptValue>[];
  add(event: AuthEvent): void;
  /** Adds events that are coded by `dictionaries` already: their times, and for each of `keptFields` their codes. */
  addCoded(times: Float64Array, codes: readonly ArrayLike<number>[]): void;
  /** The event that was added as number `i`, from 0. */
  at(i: number): AuthEvent;
  timeAt(i: number): number;
  /** Code of field number `f` of `keptFields`. */
  codeAt(f: number, i: number): number;
  /**
   * Order by time, then by every other field: 0 exactly if two events are equal in all of them. It depends on the events
   * alone, not on when they were added.
   */
  compare(a: number, b: number): number;
}

export function createEventColumns(): EventColumns {
  const dictionaries = keptFields.map(() => createDictionary<KeptValue>());
  const columns = keptFields.map(() => createCodeColumn());
  let times = new Float64Array(FIRST_CAPACITY);
  let size = 0;
  return {
    get size() {
      return size;
    },
    dictionaries,
    add: (event) => {
      addTime(event.time);
      for (let f = 0; f < columns.length; f++) {
        columns[f]!.set(size, dictionaries[f]!.codeOf(event[keptFields[f]!]));
      }
      size += 1;
    },
    addCoded: (added, codes) => {
      for (let i = 0; i < added.length; i++) {
        addTime(added[i]!);
        for (let f = 0; f < columns.length; f++) columns[f]!.set(size, codes[f]![i]!);
        size += 1;
      }
    },
    at: (i) => {
      const event: Record<string, unknown> = { time: times[i]! };
      for (let f = 0; f < columns.length; f++) {
        event[keptFields[f]!] = dictionaries[f]!.valueOf(columns[f]!.at(i));
      }
      return event as unknown as AuthEvent;
    },
    timeAt: (i) => times[i]!,
    codeAt: (f, i) => columns[f]!.at(i),
    compare: (a, b) => {
      const byTime = times[a]! - times[b]!;
      if (byTime !== 0) return byTime;
      for (let f = 0; f < columns.length; f++) {
        const [first, second] = [columns[f]!.at(a), columns[f]!.at(b)];
        if (first !== second) {
          return compareValues(dictionaries[f]!.valueOf(first), dictionaries[f]!.valueOf(second));
        }
      }
      return 0;
    },
  };

  function addTime(time: number): void {
    if (size === times.length) {
      const longer = new Float64Array(size * 2);
      longer.set(times);
      times = longer;
    }
    times[size] = time;
  }
}

/** Null first, then numbers, then text by UTF-16 code units; of two values that differ. */
function compareValues(a: KeptValue | null, b: KeptValue | null): number {
  if (a === null || b === null) return a === null ? -1 : 1;
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return a < b ? -1 : 1;
}
