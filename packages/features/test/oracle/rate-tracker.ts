/*
 * The rates in their plain form, by names in maps and lists: what the quick form must agree with, to the byte.
 */
import type { AuthEvent } from '@sidecar/events';
import { rateBin, rateNames } from '../../src/rate-names.ts';
import { createSilenceTracker, type SilenceState } from './silence.ts';
import { createSlidingWindow, type SlidingWindow, type SlidingWindowState } from './sliding-window.ts';

const HOUR_MS = 3_600_000;

/** What the windows need to know of an event. */
export interface RatedEvent extends Pick<AuthEvent, 'time' | 'user' | 'src' | 'dest' | 'service'> {
  /** The /24 or /64 of the source; null for a host name. */
  readonly network: string | null;
  readonly failed: boolean;
  /** Whether it is a request for a Kerberos service ticket (4769). */
  readonly isTicket: boolean;
}

const windowHours = {
  failuresOfUser: 1,
  failuresOfSource: 1,
  usersFailedFromSource: 24,
  usersFailedFromNetwork: 24,
  usersFailedAtDestination: 1,
  usersOfSource: 1,
  destinationsOfUser: 1,
  sourcesOfUser: 1,
  ticketsOfUser: 1,
} as const;

type WindowName = keyof typeof windowHours;

/** The state of all windows, plain data: hand it over to go on elsewhere. */
export interface RateState {
  readonly windows: Readonly<Record<WindowName, SlidingWindowState>>;
  readonly silence: SilenceState;
}

/** What the windows tell of one event. */
export interface Rates {
  /** One bin per `rateNames`; the next call reuses the array. */
  readonly bins: Uint8Array;
  /** Bin of the silence that this event ends, or null if it ends none. */
  readonly returnBin: number | null;
}

/** Follows the windows through events in time order. */
export interface RateTracker {
  /** Counts the event into the windows, no earlier than the one before, and tells what they hold, the event included. */
  observe(event: RatedEvent): Rates;
  state(): RateState;
}

/**
 * Sliding-window rates: failures and distinct values per account, source, network and destination over the last hour or
 * day, and the silence of the account before. Rates over a day, and those of a network or destination, are told of a failing
 * event only: they say who takes part in an attack, not who happens to pass by.
 *
 * State is bounded: at most `maxKeys` keys a window, of which the least recently seen goes first, and 512 entries for each,
 * where its counts saturate.
 *
 * @param from - State to go on from, as `state()` returned it.
 */
export function createRateTracker(
  options: { readonly from?: RateState | undefined; readonly maxKeys?: number } = {},
): RateTracker {
  const { from, maxKeys = 200_000 } = options;
  const windows = Object.fromEntries(
    Object.entries(windowHours).map(([name, hours]) => [
      name,
      createSlidingWindow({ spanMs: hours * HOUR_MS, maxKeys, from: from?.windows[name as WindowName] }),
    ]),
  ) as Record<WindowName, SlidingWindow>;
  const silence = createSilenceTracker({ from: from?.silence, maxKeys });
  const bins = new Uint8Array(rateNames.length);
  let latest = Math.max(Number.NEGATIVE_INFINITY, ...(from?.silence ?? []).map(([, last]) => last));

  return {
    observe: (own) => {
      latest = Math.max(latest, own.time);
      const event = { ...own, time: latest };
      count(event);
      const { user, src, dest, network, time, failed } = event;
      const failedSource = failed ? src : null;
      const silent = silence.observe(user, time);
      bins[0] = rateBin(windows.failuresOfUser.count(user, time));
      bins[1] = src === null ? 0 : rateBin(windows.failuresOfSource.count(src, time));
      bins[2] = src === null ? 0 : rateBin(windows.failuresOfSource.distinct(src, time));
      bins[3] = distinct(windows.usersFailedFromSource, failedSource, time);
      bins[4] = distinct(windows.usersFailedFromNetwork, failed ? network : null, time);
      bins[5] = distinct(windows.usersFailedAtDestination, failed ? dest : null, time);
      bins[6] = distinct(windows.usersOfSource, src, time);
      bins[7] = distinct(windows.destinationsOfUser, user, time);
      bins[8] = distinct(windows.sourcesOfUser, user, time);
      bins[9] = distinct(windows.ticketsOfUser, user, time);
      bins[10] = silent.bin;
      return { bins, returnBin: silent.returnBin };
    },
    state: () => ({
      windows: Object.fromEntries(
        Object.entries(windows).map(([name, window]) => [name, window.state()]),
      ) as RateState['windows'],
      silence: silence.state(),
    }),
  };

  function count({ user, src, dest, network, service, time, failed, isTicket }: RatedEvent): void {
    if (failed) {
      windows.failuresOfUser.add(user, src ?? '', time);
      if (src !== null) windows.failuresOfSource.add(src, user, time);
      if (src !== null) windows.usersFailedFromSource.add(src, user, time);
      if (network !== null) windows.usersFailedFromNetwork.add(network, user, time);
      if (dest !== null) windows.usersFailedAtDestination.add(dest, user, time);
    }
    if (dest !== null) windows.destinationsOfUser.add(user, dest, time);
    if (src !== null) windows.sourcesOfUser.add(user, src, time);
    if (src !== null) windows.usersOfSource.add(src, user, time);
    if (isTicket) windows.ticketsOfUser.add(user, service ?? dest ?? '', time);
  }
}

function distinct(window: SlidingWindow, key: string | null, time: number): number {
  return key === null ? 0 : rateBin(window.distinct(key, time));
}
