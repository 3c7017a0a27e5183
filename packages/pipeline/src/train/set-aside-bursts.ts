import {
  createRateTracker,
  facetNames,
  type Observation,
  type RatedEvent,
  rateNames,
  type RateState,
} from '@sidecar/features';
import type { OrderedObservations } from '@sidecar/scoring';
import { type Burst, burstText } from '../bursts/burst.ts';
import { findBursts } from '../bursts/find-bursts.ts';

export interface WithoutBursts {
  /** The events that remain; their rates are as if there had been no others. */
  readonly events: OrderedObservations;
  /** The sliding windows after the last of them. */
  readonly rateState: RateState;
  readonly bursts: readonly Burst[];
  /** A sentence for each burst. */
  readonly notes: readonly string[];
}

const [SOURCE, DESTINATION, NETWORK, SERVICE, SIGNATURE] = (
  ['source', 'destination', 'source_network', 'service', 'signature'] as const
).map((name) => facetNames.indexOf(name)) as [number, number, number, number, number];
const SERVICE_TICKET = '4769/';

/**
 * Sets aside the events of bursts (`findBursts`), so that a model learns from the others exactly what it would have learned had
 * there been no burst: their sliding windows are followed anew without it. Without a burst, everything stays as it is.
 *
 * @param events - In time order.
 * @param rateState - The sliding windows after the last of all events.
 * @param from - The sliding windows before the first.
 */
export function setAsideBursts(
  events: OrderedObservations,
  rateState: RateState,
  from?: RateState,
): WithoutBursts {
  const { bursts, places } = findBursts(everyOne(events));
  if (bursts.length === 0) return { events, rateState, bursts, notes: [] };
  const kept = Uint32Array.from(
    { length: events.size - places.size },
    nextOf((place) => !places.has(place)),
  );
  const rates = new Uint8Array(kept.length * rateNames.length);
  const returnBins: (number | null)[] = [];
  const tracker = createRateTracker({ from });
  kept.forEach((place, i) => {
    const seen = tracker.observe(ratedEvent(events.at(place)));
    rates.set(seen.bins, i * rateNames.length);
    returnBins.push(seen.returnBin);
  });
  const at = (i: number): Observation => ({
    ...events.at(kept[i]!),
    rates: rates.subarray(i * rateNames.length, (i + 1) * rateNames.length),
    returnBin: returnBins[i]!,
  });
  return {
    events: { size: kept.length, at },
    rateState: tracker.state(),
    bursts,
    notes: bursts.map((burst) => `a burst of failures was set aside and not learned: ${burstText(burst)}`),
  };
}

function everyOne({ size, at }: OrderedObservations): Iterable<Observation> {
  return {
    *[Symbol.iterator]() {
      for (let place = 0; place < size; place++) yield at(place);
    },
  };
}

/** Gives, call after call, the numbers from 0 that are wanted. */
function nextOf(isWanted: (place: number) => boolean): () => number {
  let next = 0;
  return () => {
    while (!isWanted(next)) next += 1;
    return next++;
  };
}

function ratedEvent({ user, time, failed, facets }: Observation): RatedEvent {
  return {
    user,
    time,
    failed,
    src: facets[SOURCE]!,
    dest: facets[DESTINATION]!,
    network: facets[NETWORK]!,
    service: facets[SERVICE]!,
    isTicket: facets[SIGNATURE]?.startsWith(SERVICE_TICKET) ?? false,
  };
}
