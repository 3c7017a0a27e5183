import type { AuthEvent } from '@sidecar/events';
import { rateBin, rateNames } from './rate-names.ts';
import { createNamePool, type NamePool } from './rates/name-pool.ts';
import { createSilenceTracker, type SilenceState } from './silence.ts';
import { createSlidingWindow, type SlidingWindow, type SlidingWindowState } from './sliding-window.ts';

const HOUR_MS = 3_600_000;
/** No number of a pool: what an event does not have. */
const NONE = 0;

/** What the windows need to know of an event. */
export interface RatedEvent extends Pick<AuthEvent, 'time' | 'user' | 'src' | 'dest' | 'service'> {
  /** The /24 or /64 of the source; null for a host name. */
  readonly network: string | null;
  readonly failed: boolean;
  /** Whether it is a request for a Kerberos service ticket (4769). */
  readonly isTicket: boolean;
}

type RatedKind = Omit<RatedEvent, 'time'>;

type WindowName =
  | 'failuresOfUser'
  | 'failuresOfSource'
  | 'usersFailedFromSource'
  | 'usersFailedFromNetwork'
  | 'usersFailedAtDestination'
  | 'usersOfSource'
  | 'destinationsOfUser'
  | 'sourcesOfUser'
  | 'ticketsOfUser';

/** The state of all windows, plain data: hand it over to go on elsewhere. */
export interface RateState {
  readonly windows: Readonly<Record<WindowName, SlidingWindowState>>;
  readonly silence: SilenceState;
}

/** What the windows tell of one event. The next call reuses the object and its array. */
export interface Rates {
  /** One bin per `rateNames`. */
  readonly bins: Uint8Array;
  /** Bin of the silence that this event ends, or null if it ends none. */
  readonly returnBin: number | null;
}

/** Follows the windows through events in time order; one that comes late counts as of the latest time. */
export interface RateTracker {
  /** Counts the event into the windows and tells what they hold, the event included. */
  observe(event: RatedEvent): Rates;
  /** The same of an event whose time, in epoch ms, is kept apart from all else. */
  observeAt(kind: RatedKind, time: number): Rates;
  /**
   * Keys that had to make room for others because there were more than `maxKeys`, summed over the windows and the silence; an
   * account may be counted once for each. Above 0, what is told may be too low. Not part of the state.
   */
  forgotten(): number;
  state(): RateState;
}

/**
 * Sliding-window rates: failures and distinct values per account, source, network and destination over the last hour or
 * day, and the silence of the account before. Rates over a day, and those of a network or destination, are told of a failing
 * event only: they say who takes part in an attack, not who happens to pass by.
 *
 * State is bounded: at most `maxKeys` keys a window, of which the least recently seen goes first, and 512 entries for each,
 * where its counts saturate. An event takes constant time and, once all names are known, no memory.
 *
 * Time never goes back: an event that is older than one before it, or than the state to go on from, is counted as if it happened at the
 * latest time, because what has left a window cannot come back.
 *
 * @param from - State to go on from, as `state()` returned it.
 * @param maxKeys - From 1.
 * @throws RangeError if `maxKeys` is not an integer from 1.
 * @example
 * const tracker = createRateTracker();
 * const kind = { user: 'ana', src: null, dest: 'pc-1', service: null, network: null, failed: true, isTicket: false };
 * tracker.observeAt(kind, 0).bins[rateNames.indexOf('user_failures_1h')]; // => 1
 */
export function createRateTracker(
  options: { readonly from?: RateState | undefined; readonly maxKeys?: number } = {},
): RateTracker {
  const { from, maxKeys = 200_000 } = options;
  if (!Number.isInteger(maxKeys) || maxKeys < 1) {
    throw new RangeError(`maxKeys is ${maxKeys}, expected an integer from 1`);
  }
  // One pool for all that is a name of the same sort, as a key here and as a value there; services are destinations of tickets.
  const users = createNamePool(5);
  const sources = createNamePool(3);
  const networks = createNamePool(1);
  const destinations = createNamePool(1);
  const windows = {
    failuresOfUser: windowOf('failuresOfUser', 1, users, sources),
    failuresOfSource: windowOf('failuresOfSource', 1, sources, users),
    usersFailedFromSource: windowOf('usersFailedFromSource', 24, sources, users),
    usersFailedFromNetwork: windowOf('usersFailedFromNetwork', 24, networks, users),
    usersFailedAtDestination: windowOf('usersFailedAtDestination', 1, destinations, users),
    usersOfSource: windowOf('usersOfSource', 1, sources, users),
    destinationsOfUser: windowOf('destinationsOfUser', 1, users, destinations),
    sourcesOfUser: windowOf('sourcesOfUser', 1, users, sources),
    ticketsOfUser: windowOf('ticketsOfUser', 1, users, destinations),
  } satisfies Record<WindowName, SlidingWindow>;
  const silence = createSilenceTracker({ from: from?.silence, maxKeys, users });
  const bins = new Uint8Array(rateNames.length);
  const rates: { bins: Uint8Array; returnBin: number | null } = { bins, returnBin: null };
  let latest = from === undefined ? Number.NEGATIVE_INFINITY : latestTimeOf(from);

  return {
    observe: (event) => observeAt(event, event.time),
    observeAt,
    forgotten: () =>
      Object.values(windows).reduce((sum, window) => sum + window.forgotten(), silence.forgotten()),
    state: () => ({
      windows: Object.fromEntries(
        Object.entries(windows).map(([name, window]) => [name, window.state()]),
      ) as RateState['windows'],
      silence: silence.state(),
    }),
  };

  function windowOf(name: WindowName, hours: number, keys: NamePool, values: NamePool): SlidingWindow {
    return createSlidingWindow({ spanMs: hours * HOUR_MS, maxKeys, keys, values, from: from?.windows[name] });
  }

  function observeAt(kind: RatedKind, ownTime: number): Rates {
    const time = ownTime > latest ? ownTime : latest;
    latest = time;
    // All names are held until the end: a key that makes room on the way may be the last to hold one.
    const user = users.hold(kind.user);
    const src = kind.src === null ? NONE : sources.hold(kind.src);
    const dest = kind.dest === null ? NONE : destinations.hold(kind.dest);
    const silent = silence.observe(user, time);
    if (kind.failed) countFailure(kind, user, src, dest, time);
    else bins[3] = bins[4] = bins[5] = 0;
    if (kind.isTicket) bins[9] = countTicket(kind.service ?? kind.dest ?? '', user, time);
    else bins[9] = rateBin(windows.ticketsOfUser.distinct(user, time));
    bins[0] = rateBin(windows.failuresOfUser.count(user, time));
    bins[7] = rateBin(
      dest === NONE
        ? windows.destinationsOfUser.distinct(user, time)
        : windows.destinationsOfUser.add(user, dest, time),
    );
    if (src === NONE) {
      bins[1] = bins[2] = bins[6] = 0;
      bins[8] = rateBin(windows.sourcesOfUser.distinct(user, time));
    } else {
      bins[1] = rateBin(windows.failuresOfSource.count(src, time));
      bins[2] = rateBin(windows.failuresOfSource.distinct(src, time));
      bins[6] = rateBin(windows.usersOfSource.add(src, user, time));
      bins[8] = rateBin(windows.sourcesOfUser.add(user, src, time));
    }
    bins[10] = silent.bin;
    rates.returnBin = silent.returnBin;
    users.release(user);
    if (src !== NONE) sources.release(src);
    if (dest !== NONE) destinations.release(dest);
    return rates;
  }

  function countFailure(kind: RatedKind, user: number, src: number, dest: number, time: number): void {
    const from = src === NONE ? sources.hold('') : src;
    windows.failuresOfUser.add(user, from, time);
    if (src === NONE) sources.release(from);
    bins[3] = src === NONE ? 0 : countFailureOfSource(user, src, time);
    bins[4] = kind.network === null ? 0 : countFailureOfNetwork(user, kind.network, time);
    bins[5] = dest === NONE ? 0 : rateBin(windows.usersFailedAtDestination.add(dest, user, time));
  }

  function countFailureOfSource(user: number, src: number, time: number): number {
    windows.failuresOfSource.add(src, user, time);
    return rateBin(windows.usersFailedFromSource.add(src, user, time));
  }

  function countFailureOfNetwork(user: number, name: string, time: number): number {
    const network = networks.hold(name);
    const bin = rateBin(windows.usersFailedFromNetwork.add(network, user, time));
    networks.release(network);
    return bin;
  }

  function countTicket(name: string, user: number, time: number): number {
    const service = destinations.hold(name);
    const bin = rateBin(windows.ticketsOfUser.add(user, service, time));
    destinations.release(service);
    return bin;
  }
}

/** Time of the latest event that a state has met, epoch ms: of the account seen last. `-Infinity` if it met none. */
export function latestTimeOf({ silence }: RateState): number {
  return silence.at(-1)?.[1] ?? Number.NEGATIVE_INFINITY;
}
