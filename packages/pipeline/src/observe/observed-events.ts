import { setImmediate } from 'node:timers/promises';
import {
  createObserver,
  createRateVectors,
  type Observation,
  rateNames,
  type RateState,
} from '@sidecar/features';
import { columnsPart, NO_RETURN, type ObservationColumns, type OrderedObservations } from '@sidecar/scoring';
import { openBlockSpool, type Place } from '../store/open-block-spool.ts';
import type { StoredEvents } from '../store/stored-events.ts';
import { createLookTable, type LookTable } from './look-table.ts';

/** Observations of stored events, which can be gone through again and again in a bounded amount of memory. */
export interface ObservedEvents extends OrderedObservations {
  /** The sliding windows after the last event. */
  readonly rateState: RateState;
  /** Lets go of what was observed, not of the stored events. */
  remove(): Promise<void>;
}

/** Observations of which some can be taken out again. */
export interface AllObserved extends ObservedEvents {
  /**
   * The same without some of the events, as if these had never been.
   *
   * @param isLeftOut - Whether the event at a place is left out, of all that are given here.
   */
  without(isLeftOut: (place: number) => boolean): Promise<ObservedEvents>;
}

export interface ObserveOptions {
  /** IANA zone whose hours people keep. */
  readonly timeZone: string;
  /** The sliding windows before the first event. */
  readonly from?: RateState | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Whether events of a kind, by its number, are followed through the sliding windows but not given. @default none */
  readonly isUncounted?: ((kind: number) => boolean) | undefined;
}

const RATES = rateNames.length;
/** Time, look, slot, silence that it ends, rates. */
const EVENT_BYTES = 14 + RATES;
const MEMORY_BYTES = 8 * 1024 * 1024;
const TURN_EVERY = 8;

/**
 * Follows the sliding windows through stored events.
 *
 * @throws IoError if there is no room for what is observed; the signal's reason if that stopped it. Nothing is left then.
 */
export async function observeEvents(stored: StoredEvents, options: ObserveOptions): Promise<AllObserved> {
  const looks = createLookTable(stored);
  const all = await observe(stored, looks, options, () => false);
  return { ...all, without: (isLeftOut) => observe(stored, looks, options, isLeftOut) };
}

async function observe(
  stored: StoredEvents,
  looks: LookTable,
  options: ObserveOptions,
  isLeftOut: (place: number) => boolean,
): Promise<ObservedEvents> {
  const { isUncounted } = options;
  const observer = createObserver(options);
  const spool = openBlockSpool({ memoryBytes: MEMORY_BYTES });
  const blocks: { readonly place: Place; readonly size: number }[] = [];
  let size = 0;
  let given = 0;
  let largest = 0;
  try {
    for (const { times, kinds } of stored.blocks()) {
      const open = allocate(times.length);
      let kept = 0;
      for (let i = 0; i < times.length; i++) {
        const isGiven = isUncounted === undefined || !isUncounted(kinds[i]!);
        if (isGiven && isLeftOut(given++)) continue;
        const { slot, rates, returnBin } = observer.observeLook(looks.at(kinds[i]!), times[i]!);
        if (!isGiven) continue;
        open.times[kept] = times[i]!;
        open.looks[kept] = kinds[i]!;
        open.slots[kept] = slot;
        open.returnBins[kept] = returnBin ?? NO_RETURN;
        open.rates.set(rates, kept * RATES);
        kept += 1;
      }
      blocks.push({ place: spool.append(open.bytes), size: kept });
      size += kept;
      largest = Math.max(largest, open.bytes.length);
      if (blocks.length % TURN_EVERY !== 0) continue;
      await setImmediate();
      options.signal?.throwIfAborted();
    }
  } catch (error) {
    await spool.remove();
    throw error;
  }
  const vectors = createRateVectors();
  return {
    size,
    looks: looks.size,
    lookAt: looks.at,
    rateState: observer.state(),
    between: (from, to) => ({ [Symbol.iterator]: () => oneByOne(from, to) }),
    columns: (from, to) => ({ [Symbol.iterator]: () => inColumns(from, to) }),
    remove: spool.remove,
  };

  function* inColumns(from: number, to: number): Generator<ObservationColumns, void, undefined> {
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
  }

  function* oneByOne(from: number, to: number): Generator<Observation, void, undefined> {
    for (const columns of inColumns(from, to)) {
      for (let i = 0; i < columns.size; i++) {
        const { user, failed, facets } = looks.at(columns.looks[i]!);
        const returnBin = columns.returnBins[i]!;
        yield {
          user,
          time: columns.times[i]!,
          failed,
          slot: columns.slots[i]!,
          facets,
          rates: vectors.of(columns.rates, i * RATES),
          returnBin: returnBin === NO_RETURN ? null : returnBin,
        };
      }
    }
  }
}

/** Columns for so many observations, in one piece of memory that is given beside them. */
function allocate(length: number): ObservationColumns & { readonly bytes: Uint8Array } {
  const bytes = new Uint8Array(length * EVENT_BYTES);
  return { ...columnsOf(bytes, length), bytes };
}

/** @param bytes - At the beginning of their buffer. @param size - How many of the places are taken. */
function columnsOf({ buffer, byteLength }: Uint8Array, size: number): ObservationColumns {
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
