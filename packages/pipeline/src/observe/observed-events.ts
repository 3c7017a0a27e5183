import { setImmediate } from 'node:timers/promises';
import {
  createObserver,
  createRateVectors,
  type Look,
  lookOf,
  type Observation,
  rateNames,
  type RateState,
} from '@sidecar/features';
import type { OrderedObservations } from '@sidecar/scoring';
import { openBlockSpool, type Place } from '../store/open-block-spool.ts';
import type { StoredEvents } from '../store/stored-events.ts';

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

/** What is kept of an event beside what is stored: slot, silence that it ends, rates. */
const FIXED_BYTES = 2;
const EVENT_BYTES = FIXED_BYTES + rateNames.length;
const NO_RETURN = 255;
const LEFT_OUT = 254;
const MEMORY_BYTES = 8 * 1024 * 1024;
const MOST_LOOKS = 40_000;
const TURN_EVERY = 8;

/**
 * Follows the sliding windows through stored events.
 *
 * @throws IoError if there is no room for what is observed; the signal's reason if that stopped it. Nothing is left then.
 */
export async function observeEvents(stored: StoredEvents, options: ObserveOptions): Promise<AllObserved> {
  const all = await observe(stored, options, () => false);
  return { ...all, without: (isLeftOut) => observe(stored, options, isLeftOut) };
}

async function observe(
  stored: StoredEvents,
  options: ObserveOptions,
  isLeftOut: (place: number) => boolean,
): Promise<ObservedEvents> {
  const { isUncounted } = options;
  const observer = createObserver(options);
  const looks = rememberedLooks(stored);
  const spool = openBlockSpool({ memoryBytes: MEMORY_BYTES });
  const blocks: { readonly place: Place; readonly size: number }[] = [];
  let size = 0;
  let given = 0;
  try {
    for (const { times, kinds } of stored.blocks()) {
      const bytes = new Uint8Array(times.length * EVENT_BYTES);
      let kept = 0;
      for (let i = 0; i < times.length; i++) {
        const at = i * EVENT_BYTES;
        const isGiven = isUncounted === undefined || !isUncounted(kinds[i]!);
        bytes[at] = LEFT_OUT;
        if (isGiven && isLeftOut(given++)) continue;
        const { slot, rates, returnBin } = observer.observeLook(looks.of(kinds[i]!), times[i]!);
        if (!isGiven) continue;
        bytes[at] = slot;
        bytes[at + 1] = returnBin ?? NO_RETURN;
        bytes.set(rates, at + FIXED_BYTES);
        kept += 1;
      }
      blocks.push({ place: spool.append(bytes), size: kept });
      size += kept;
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
    rateState: observer.state(),
    between: (from, to) => ({ [Symbol.iterator]: () => go(from, to) }),
    remove: spool.remove,
  };

  function* go(from: number, to: number): Generator<Observation, void, undefined> {
    let place = 0;
    let block = 0;
    for (const { times, kinds } of stored.blocks()) {
      const { place: where, size: kept } = blocks[block++]!;
      if (place >= to) return;
      if (place + kept <= from) {
        place += kept;
        continue;
      }
      const bytes = spool.read(where);
      for (let i = 0; i < times.length; i++) {
        const at = i * EVENT_BYTES;
        if (bytes[at] === LEFT_OUT) continue;
        if (place >= to) return;
        if (place++ < from) continue;
        const { user, failed, facets } = looks.of(kinds[i]!);
        const returnBin = bytes[at + 1]!;
        yield {
          user,
          time: times[i]!,
          failed,
          slot: bytes[at]!,
          facets,
          rates: vectors.of(bytes, at + FIXED_BYTES),
          returnBin: returnBin === NO_RETURN ? null : returnBin,
        };
      }
    }
  }
}

/** By number of the kind; as many as stand in memory, about 400 bytes each. */
function rememberedLooks({ kindAt, kinds }: StoredEvents): { of(kind: number): Look } {
  const blank = (): (Look | undefined)[] => Array.from({ length: kinds.size });
  let looks = blank();
  let remembered = 0;
  return {
    of: (kind) => {
      const known = looks[kind];
      if (known !== undefined) return known;
      const look = lookOf(kindAt(kind));
      if (++remembered > MOST_LOOKS) {
        looks = blank();
        remembered = 1;
      }
      looks[kind] = look;
      return look;
    },
  };
}
