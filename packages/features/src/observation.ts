import type { AuthEvent, EventKind } from '@sidecar/events';
import type { Facets } from './facets.ts';
import type { Look } from './look.ts';
import { createLooks, type Looks } from './looks.ts';
import { createRateTracker, type RateState } from './rate-tracker.ts';
import { createRateVectors } from './rate-vectors.ts';
import { createWeekClock } from './week-clock.ts';

const MOST_KINDS = 32_768;

/** All that the model looks at in one event. */
export interface Observation {
  readonly user: string;
  /** Epoch ms. */
  readonly time: number;
  readonly failed: boolean;
  /** Local hour of the week, 0 (Monday 00:00) to 167. */
  readonly slot: number;
  /** One value per `facetNames`, null where the event has none. Observations that look alike may share the list: never change it. */
  readonly facets: Facets;
  /** One bin per `rateNames`. Shared likewise. */
  readonly rates: Uint8Array;
  /** Bin of the silence that this event ends, as `user_silence` has them; null if it ends none of at least 8 hours. */
  readonly returnBin: number | null;
}

/**
 * Turns events, given in time order, into observations. One that comes late has its own time and hour, and the rates and silence of an event
 * at the latest time (`createRateTracker`).
 */
export interface Observer {
  observe(event: AuthEvent): Observation;
  /** As `observe`, of an event in two parts: quicker where the same object stands for all events of a kind. */
  observeAt(kind: EventKind, time: number, notAfter?: number): Observation;
  /**
   * As `observe`, of an event whose look is known.
   *
   * @param notAfter - Epoch ms; an event that says it happened later, by a clock that is ahead, counts in the windows as if it happened then, so
   *   that it does not make those after it late. Its hour is its own. @default no limit
   */
  observeLook(look: Look, time: number, notAfter?: number): Observation;
  /** The windows' state, plain data, for an observer elsewhere to go on from. */
  state(): RateState;
  /** How many keys the windows forgot for want of room; above 0, rates may be too low. */
  forgotten(): number;
}

/**
 * @param timeZone - IANA name of the zone whose hours people keep.
 * @param from - State of an earlier observer.
 * @param looks - Looks that other observers know, too. What is remembered changes no observation.
 * @throws RangeError for an unknown zone.
 */
export function createObserver({
  timeZone,
  from,
  looks = createLooks(),
}: {
  readonly timeZone: string;
  readonly from?: RateState | undefined;
  readonly looks?: Looks;
}): Observer {
  const clock = createWeekClock(timeZone);
  const tracker = createRateTracker({ from });
  const looksOfKinds = new Map<EventKind, Look>();
  const vectors = createRateVectors();
  return {
    observe: (event) => observeLook(looks.of(event), event.time),
    observeAt: (kind, time, notAfter) => {
      let look = looksOfKinds.get(kind);
      if (look === undefined) {
        look = looks.of(kind);
        if (looksOfKinds.size >= MOST_KINDS) looksOfKinds.clear();
        looksOfKinds.set(kind, look);
      }
      return observeLook(look, time, notAfter);
    },
    observeLook,
    state: tracker.state,
    forgotten: tracker.forgotten,
  };

  function observeLook(look: Look, time: number, notAfter = time): Observation {
    const { user, failed, facets } = look;
    const { bins, returnBin } = tracker.observeAt(look, notAfter < time ? notAfter : time);
    return { user, time, failed, slot: clock.slotOf(time), facets, rates: vectors.of(bins), returnBin };
  }
}
