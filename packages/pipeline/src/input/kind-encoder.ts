import type { EventKind } from '@sidecar/events';
import { keptFields, type KeptValue } from '../kept/kept-fields.ts';
import type { KindColumns } from './kind-columns.ts';

/** Gathers events for another thread. */
export interface KindEncoder {
  /** How many events were gathered since the last `take`. */
  readonly size: number;
  /** @param kind - Is known by its identity: an equal one is sent again. */
  add(kind: EventKind, time: number): void;
  /** Hands over what was gathered. @param lines - See `KindColumns`. */
  take(lines: number): KindColumns;
}

export interface KindEncoderOptions {
  /** When so many kinds are numbered, all are forgotten before the next columns, here and where they arrive. @default 65_536 */
  readonly most?: number;
}

const FIRST_CAPACITY = 1024;

/**
 * Numbers kinds, and the values that they have, in the order in which they come; `createKindDecoder` undoes it.
 *
 * @example
 * const encoder = createKindEncoder();
 * encoder.add(kind, 1_788_744_593_000);
 * encoder.add(kind, 1_788_744_594_000);
 * encoder.take(2).kinds; // => Uint32Array(2) [ 0, 0 ]
 */
export function createKindEncoder({ most = 65_536 }: KindEncoderOptions = {}): KindEncoder {
  const numbers = new Map<EventKind, number>();
  const codes = new Map<KeptValue, number>();
  let times = new Float64Array(FIRST_CAPACITY);
  let kinds = new Uint32Array(FIRST_CAPACITY);
  let size = 0;
  let newValues: KeptValue[] = [];
  let newKinds: number[] = [];
  let isAnew = true;
  return {
    get size() {
      return size;
    },
    add: (kind, time) => {
      if (size === times.length) grow();
      times[size] = time;
      kinds[size] = numbers.get(kind) ?? numberNew(kind);
      size += 1;
    },
    take: (lines) => {
      const columns: KindColumns = {
        lines,
        times: times.slice(0, size),
        kinds: kinds.slice(0, size),
        isAnew,
        newValues,
        newKinds: Uint32Array.from(newKinds),
      };
      size = 0;
      newValues = [];
      newKinds = [];
      isAnew = numbers.size >= most;
      if (isAnew) {
        numbers.clear();
        codes.clear();
      }
      return columns;
    },
  };

  function numberNew(kind: EventKind): number {
    const number = numbers.size;
    numbers.set(kind, number);
    for (const field of keptFields) newKinds.push(codeOf(kind[field]));
    return number;
  }

  function codeOf(value: KeptValue | null): number {
    if (value === null) return 0;
    let code = codes.get(value);
    if (code === undefined) {
      code = codes.size + 1;
      codes.set(value, code);
      newValues.push(value);
    }
    return code;
  }

  function grow(): void {
    const [timesBefore, kindsBefore] = [times, kinds];
    times = new Float64Array(2 * size);
    kinds = new Uint32Array(2 * size);
    times.set(timesBefore);
    kinds.set(kindsBefore);
  }
}
