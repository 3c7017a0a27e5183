import type { AuthEvent } from '@sidecar/events';
import { rateBin, rateNames } from './rate-names.ts';
import { createSlidingWindow, type SlidingWindow, type SlidingWindowState } from './sliding-window.ts';

const HOUR_MS = 3_600_000;

/** What the windows need to know of an event. */
export interface RatedEvent extends Pick<AuthEvent, 'time' | 'user' | 'src' | 'dest' | 'service'> {
  readonly failed: boolean;
  /** Whether it is a request for a Kerberos service ticket (4769). */
  readonly isTicket: boolean;
}

const windowHours = {
  failuresOfUser: 1,
  failuresOfSource: 1,
  usersFailedFromSource: 24,
  destinationsOfUser: 1,
  sourcesOfUser: 1,
  ticketsOfUser: 1,
} as const;

type WindowName = keyof typeof windowHours;

/** The state of all windows, plain data: hand it over to go on elsewhere. */
export interface RateState {
  readonly windows: Readonly<Record<WindowName, SlidingWindowState>>;
  readonly lastSeen: readonly (readonly [user: string, time: number])[];
}

/** Follows the windows through events in time order. */
export interface RateTracker {
  /** Counts the event into the windows and returns its bins, one per `rateNames`; the next call reuses the array. */
  observe(event: RatedEvent): Uint8Array;
  state(): RateState;
}

/**
 * Sliding-window rates, the event itself included: failures and distinct values per account and per source over the
 * last hour or day, and for how many hours the account was silent before this event (0 if it was never seen).
 *
 * State is bounded: at most `maxKeys` accounts or sources a window, of which the least recently seen goes first, and
 * 512 entries for each, where its counts saturate.
 *
 * @param from - State to go on from, as `state()` returned it.
 */
export function createRateTracker(options: { readonly from?: RateState | undefined; readonly maxKeys?: number } = {}): RateTracker {
  const { from, maxKeys = 200_000 } = options;
  const window = (name: WindowName): SlidingWindow =>
    createSlidingWindow({ spanMs: windowHours[name] * HOUR_MS, maxKeys, from: from?.windows[name] });
  const failuresOfUser = window('failuresOfUser');
  const failuresOfSource = window('failuresOfSource');
  const usersFailedFromSource = window('usersFailedFromSource');
  const destinationsOfUser = window('destinationsOfUser');
  const sourcesOfUser = window('sourcesOfUser');
  const ticketsOfUser = window('ticketsOfUser');
  const lastSeen = new Map<string, number>(from?.lastSeen);
  const bins = new Uint8Array(rateNames.length);

  return {
    observe: (event) => {
      count(event);
      const { user, src, time } = event;
      bins[0] = rateBin(failuresOfUser.count(user, time));
      bins[1] = src === null ? 0 : rateBin(failuresOfSource.count(src, time));
      bins[2] = src === null ? 0 : rateBin(failuresOfSource.distinct(src, time));
      bins[3] = src === null ? 0 : rateBin(usersFailedFromSource.distinct(src, time));
      bins[4] = rateBin(destinationsOfUser.distinct(user, time));
      bins[5] = rateBin(sourcesOfUser.distinct(user, time));
      bins[6] = rateBin(ticketsOfUser.distinct(user, time));
      bins[7] = rateBin(Math.floor((time - (lastSeen.get(user) ?? time)) / HOUR_MS));
      remember(lastSeen, user, time, maxKeys);
      return bins;
    },
    state: () => ({
      windows: {
        failuresOfUser: failuresOfUser.state(),
        failuresOfSource: failuresOfSource.state(),
        usersFailedFromSource: usersFailedFromSource.state(),
        destinationsOfUser: destinationsOfUser.state(),
        sourcesOfUser: sourcesOfUser.state(),
        ticketsOfUser: ticketsOfUser.state(),
      },
      lastSeen: [...lastSeen],
    }),
  };

  function count(event: RatedEvent): void {
    const { user, src, dest, time } = event;
    if (event.failed) {
      failuresOfUser.add(user, src ?? '', time);
      if (src !== null) {
        failuresOfSource.add(src, user, time);
        usersFailedFromSource.add(src, user, time);
      }
    }
    if (dest !== null) destinationsOfUser.add(user, dest, time);
    if (src !== null) sourcesOfUser.add(user, src, time);
    if (event.isTicket) ticketsOfUser.add(user, event.service ?? dest ?? '', time);
  }
}

function remember(lastSeen: Map<string, number>, user: string, time: number, maxKeys: number): void {
  lastSeen.delete(user);
  lastSeen.set(user, time);
  if (lastSeen.size > maxKeys) lastSeen.delete(lastSeen.keys().next().value!);
}
