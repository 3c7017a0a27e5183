import { type AuthEvent, isFailure } from '@sidecar/events';
import { facetNames, type Facets, facetsOf } from './facets.ts';
import { createRateTracker, type RateState } from './rate-tracker.ts';
import { createWeekClock } from './week-clock.ts';

const SERVICE_TICKET = 4769;
const NETWORK = facetNames.indexOf('source_network');

/** All that the model looks at in one event. */
export interface Observation {
  readonly user: string;
  /** Epoch ms. */
  readonly time: number;
  readonly failed: boolean;
  /** Local hour of the week, 0 (Monday 00:00) to 167. */
  readonly slot: number;
  /** One value per `facetNames`, null where the event has none. */
  readonly facets: Facets;
  /** One bin per `rateNames`. */
  readonly rates: Uint8Array;
  /** Bin of the silence that this event ends, as `user_silence` has them; null if it ends none of at least 8 hours. */
  readonly returnBin: number | null;
}

/** Turns events, given in time order, into observations. */
export interface Observer {
  observe(event: AuthEvent): Observation;
  /** The windows' state, plain data, for an observer elsewhere to go on from. */
  state(): RateState;
}

/**
 * @param timeZone - IANA name of the zone whose hours people keep.
 * @param from - State of an earlier observer.
 * @throws RangeError for an unknown zone.
 */
export function createObserver({
  timeZone,
  from,
}: {
  readonly timeZone: string;
  readonly from?: RateState | undefined;
}): Observer {
  const clock = createWeekClock(timeZone);
  const tracker = createRateTracker({ from });
  return {
    observe: (event) => {
      const { user, time, src, dest, service } = event;
      const failed = isFailure(event);
      const isTicket = event.signature_id === SERVICE_TICKET;
      const facets = facetsOf(event);
      const network = facets[NETWORK]!;
      const { bins, returnBin } = tracker.observe({
        user,
        time,
        src,
        dest,
        network,
        service,
        failed,
        isTicket,
      });
      return { user, time, failed, slot: clock.slotOf(time), facets, rates: bins.slice(), returnBin };
    },
    state: tracker.state,
  };
}
