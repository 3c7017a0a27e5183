import { rateNames } from '@sidecar/features';
import { columnsPart, type ObservationColumns } from '@sidecar/scoring';
import type { BlockSpool, Place } from '../store/open-block-spool.ts';

export const RATES: number = rateNames.length;

/** Time, look, slot, silence that it ends, rates. */
const EVENT_BYTES = 14 + RATES;

/** Observations in blocks of a spool, which can be read again and again. */
export interface ObservationBlocks {
  readonly size: number;
  /** @param columns - From `allocateColumns`, of which the first `kept` places are taken. */
  append(columns: OpenColumns, kept: number): void;
  /** Those from place `from` on and before place `to`, a block at a time, which is good until the next. */
  columns(from: number, to: number): Generator<ObservationColumns, void, undefined>;
}

/** Columns in one piece of memory. */
export interface OpenColumns extends ObservationColumns {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export function createObservationBlocks(spool: BlockSpool): ObservationBlocks {
  const blocks: { readonly place: Place; readonly size: number }[] = [];
  let size = 0;
  let largest = 0;
  return {
    get size() {
      return size;
    },
    append: ({ bytes }, kept) => {
      blocks.push({ place: spool.append(bytes), size: kept });
      size += kept;
      largest = Math.max(largest, bytes.length);
    },
    *columns(from, to) {
      const memory = new ArrayBuffer(largest);
      let place = 0;
      for (const { place: where, size: kept } of blocks) {
        const first = place;
        place += kept;
        if (first >= to) return;
        if (place <= from) continue;
        const columns = columnsOf(spool.read(where, memory), kept);
        yield columnsPart(columns, Math.max(0, from - first), Math.min(kept, to - first));
      }
    },
  };
}

/** Columns for so many observations. */
export function allocateColumns(length: number): OpenColumns {
  const bytes = new Uint8Array(length * EVENT_BYTES);
  return { ...columnsOf(bytes, length), bytes };
}

/** @param bytes - At the beginning of their buffer. @param size - How many of the places are taken. */
function columnsOf({ buffer, byteLength }: Uint8Array<ArrayBuffer>, size: number): ObservationColumns {
  const length = byteLength / EVENT_BYTES;
  return {
    size,
    times: new Float64Array(buffer, 0, length),
    looks: new Uint32Array(buffer, 8 * length, length),
    slots: new Uint8Array(buffer, 12 * length, length),
    returnBins: new Uint8Array(buffer, 13 * length, length),
    rates: new Uint8Array(buffer, 14 * length, length * RATES),
  };
}
