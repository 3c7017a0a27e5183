import { type Burst, burstText } from '../bursts/burst.ts';
import { type BurstEvent, findBursts } from '../bursts/find-bursts.ts';
import type { AllObserved } from './observed-events.ts';
import type { ObservedEvents } from './open-observing.ts';

export interface WithoutBursts {
  /** The events that remain; their rates are as if there had been no others. To be removed by themselves, unless they are all. */
  readonly events: ObservedEvents;
  readonly bursts: readonly Burst[];
  /** A sentence for each burst. */
  readonly notes: readonly string[];
}

/**
 * Sets aside the events of bursts (`findBursts`), so that a model learns from the others exactly what it would have learned had
 * there been no burst: their sliding windows are followed anew without it. Without a burst, everything stays as it is.
 */
export async function setAsideBursts(all: AllObserved): Promise<WithoutBursts> {
  const { bursts, places } = findBursts({ [Symbol.iterator]: () => burstEvents(all) });
  if (bursts.length === 0) return { events: all, bursts, notes: [] };
  return {
    events: await all.without((place) => places.has(place)),
    bursts,
    notes: bursts.map((burst) => `a burst of failures was set aside and not learned: ${burstText(burst)}`),
  };
}

/** What is looked at for bursts, without the rest of what was observed. */
function* burstEvents({ size, columns, lookAt }: ObservedEvents): Generator<BurstEvent, void, undefined> {
  for (const { size: length, times, looks } of columns(0, size)) {
    for (let i = 0; i < length; i++) {
      const { user, failed, facets } = lookAt(looks[i]!);
      yield { time: times[i]!, user, failed, facets };
    }
  }
}
