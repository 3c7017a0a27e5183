import { createObserver, createRateVectors, type Observation, type RateState } from '@sidecar/features';
import { NO_RETURN, type OrderedObservations } from '@sidecar/scoring';
import type { EventBlock } from '../store/event-block.ts';
import { openBlockSpool } from '../store/open-block-spool.ts';
import type { LookTable } from './look-table.ts';
import { allocateColumns, createObservationBlocks, RATES } from './observation-blocks.ts';

/** Observations of stored events, which can be gone through again and again in a bounded amount of memory. */
export interface ObservedEvents extends OrderedObservations {
  /** The sliding windows after the last event. */
  readonly rateState: RateState;
  /** Lets go of what was observed, not of the stored events. */
  remove(): Promise<void>;
}

/** Events on their way through the sliding windows. */
export interface Observing {
  /** The next events in order. @throws IoError if there is no room for what is observed. */
  add(events: Pick<EventBlock, 'times' | 'kinds'>): void;
  /** All that was observed; nothing can be added after it. */
  finish(): ObservedEvents;
  /** Lets go of what was observed. */
  remove(): Promise<void>;
}

export interface ObservingOptions {
  /** IANA zone whose hours people keep. */
  readonly timeZone: string;
  /** The sliding windows before the first event. */
  readonly from?: RateState | undefined;
  /** Whether events of a kind, by its number, are followed through the sliding windows but not given. @default none */
  readonly isUncounted?: ((kind: number) => boolean) | undefined;
  /** Whether the event at a place is left out, of all that are given here, as if it had never been. @default none */
  readonly isLeftOut?: ((place: number) => boolean) | undefined;
}

const MEMORY_BYTES = 8 * 1024 * 1024;

/** Begins to follow the sliding windows through events that come block by block. */
export function openObserving(looks: LookTable, options: ObservingOptions): Observing {
  const { isUncounted, isLeftOut } = options;
  const observer = createObserver(options);
  const spool = openBlockSpool({ memoryBytes: MEMORY_BYTES });
  const blocks = createObservationBlocks(spool);
  const vectors = createRateVectors();
  let given = 0;
  return {
    add: ({ times, kinds }) => {
      const open = allocateColumns(times.length);
      let kept = 0;
      for (let i = 0; i < times.length; i++) {
        const isGiven = isUncounted === undefined || !isUncounted(kinds[i]!);
        if (isGiven && isLeftOut?.(given++) === true) continue;
        const { slot, rates, returnBin } = observer.observeLook(looks.at(kinds[i]!), times[i]!);
        if (!isGiven) continue;
        open.times[kept] = times[i]!;
        open.looks[kept] = kinds[i]!;
        open.slots[kept] = slot;
        open.returnBins[kept] = returnBin ?? NO_RETURN;
        open.rates.set(rates, kept * RATES);
        kept += 1;
      }
      blocks.append(open, kept);
    },
    finish: () => ({
      size: blocks.size,
      looks: looks.size,
      lookAt: looks.at,
      rateState: observer.state(),
      between: (from, to) => ({ [Symbol.iterator]: () => oneByOne(from, to) }),
      columns: (from, to) => ({ [Symbol.iterator]: () => blocks.columns(from, to) }),
      remove: spool.remove,
    }),
    remove: spool.remove,
  };

  function* oneByOne(from: number, to: number): Generator<Observation, void, undefined> {
    for (const columns of blocks.columns(from, to)) {
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
