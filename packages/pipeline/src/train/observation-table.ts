import { type AuthEvent, isFailure } from '@sidecar/events';
import {
  createRateTracker,
  createWeekClock,
  facetNames,
  facetsOf,
  type Observation,
  rateNames,
  type RateState,
} from '@sidecar/features';
import { type CodeColumn, createCodeColumn } from '../kept/code-column.ts';
import { compareInInstant, type Seen } from './compare-in-instant.ts';
import { createDictionary } from './dictionary.ts';

const SERVICE_TICKET = 4769;
const SOURCE = facetNames.indexOf('source');
const DESTINATION = facetNames.indexOf('destination');
const NETWORK = facetNames.indexOf('source_network');
const SERVICE = facetNames.indexOf('service');
const FIRST_CAPACITY = 4096;
const NO_RETURN = 255;

/** Training events in columns of numbers, about 60 bytes each, whatever their lines were. */
export interface ObservationTable {
  readonly size: number;
  add(event: AuthEvent): void;
  /**
   * Sorts by time, whatever order the events came in, and follows the rates through; then observations can be read.
   * Returns the windows' last state.
   *
   * @param from - State of the windows before the first event.
   */
  finish(from?: RateState): RateState;
  /** The observation at a place in time order, from 0. */
  at(place: number): Observation;
  /** The observation that was added as number `i`, from 0. */
  added(i: number): Observation;
  /** As which number the observation at a place in time order was added. */
  addedAs(place: number): number;
  /** Epoch ms of the earliest event; NaN without events. */
  firstTime(): number;
}

export interface ObservationTableOptions {
  /** How many events are expected; more than it are taken too, at the price of copies. @default 4096 */
  readonly capacity?: number;
}

/** @param timeZone - IANA zone whose hours people keep. */
export function createObservationTable(
  timeZone: string,
  { capacity = FIRST_CAPACITY }: ObservationTableOptions = {},
): ObservationTable {
  const clock = createWeekClock(timeZone);
  const users = createDictionary();
  const values = facetNames.map(() => createDictionary());
  let size = 0;
  let columns = allocate(Math.max(1, capacity));
  let order: Uint32Array = new Uint32Array(0);
  return {
    get size() {
      return size;
    },
    add,
    finish,
    at: (place) => observation(order[place]!),
    added: observation,
    addedAs: (place) => order[place]!,
    firstTime: () =>
      columns.time
        .subarray(0, size)
        .reduce((least, time) => Math.min(least, time), size === 0 ? Number.NaN : Infinity),
  };

  function add(event: AuthEvent): void {
    if (size === columns.time.length) columns = grown(columns);
    const i = size;
    columns.time[i] = event.time;
    columns.user.set(i, users.codeOf(event.user));
    columns.slot[i] = clock.slotOf(event.time);
    columns.failed[i] = isFailure(event) ? 1 : 0;
    columns.isTicket[i] = event.signature_id === SERVICE_TICKET ? 1 : 0;
    const facets = facetsOf(event);
    for (let f = 0; f < facets.length; f++) columns.facets[f]!.set(i, values[f]!.codeOf(facets[f]!));
    size += 1;
  }

  function finish(from?: RateState): RateState {
    const { time } = columns;
    order = Uint32Array.from({ length: size }, (_, i) => i);
    const compare = (a: number, b: number): number =>
      time[a]! - time[b]! || compareInInstant(seen(a), seen(b));
    // Mostly they came in order, and to sort takes as much memory again.
    if (order.some((i) => i > 0 && compare(i - 1, i) > 0)) order.sort(compare);
    const tracker = createRateTracker({ from });
    for (const i of order) {
      const { bins, returnBin } = tracker.observe({
        time: time[i]!,
        user: users.valueOf(columns.user.at(i))!,
        src: values[SOURCE]!.valueOf(columns.facets[SOURCE]!.at(i)),
        dest: values[DESTINATION]!.valueOf(columns.facets[DESTINATION]!.at(i)),
        service: values[SERVICE]!.valueOf(columns.facets[SERVICE]!.at(i)),
        network: values[NETWORK]!.valueOf(columns.facets[NETWORK]!.at(i)),
        failed: columns.failed[i] === 1,
        isTicket: columns.isTicket[i] === 1,
      });
      columns.rates.set(bins, i * rateNames.length);
      columns.returnBin[i] = returnBin ?? NO_RETURN;
    }
    return tracker.state();
  }

  function seen(i: number): Seen {
    return {
      user: users.valueOf(columns.user.at(i))!,
      get facets() {
        return facetsAt(i);
      },
    };
  }

  function facetsAt(i: number): (string | null)[] {
    return columns.facets.map((codes, f) => values[f]!.valueOf(codes.at(i)));
  }

  function observation(i: number): Observation {
    return {
      user: users.valueOf(columns.user.at(i))!,
      time: columns.time[i]!,
      failed: columns.failed[i] === 1,
      slot: columns.slot[i]!,
      facets: facetsAt(i),
      rates: columns.rates.subarray(i * rateNames.length, (i + 1) * rateNames.length),
      returnBin: columns.returnBin[i] === NO_RETURN ? null : columns.returnBin[i]!,
    };
  }
}

interface Columns {
  readonly time: Float64Array;
  readonly user: CodeColumn;
  readonly slot: Uint8Array;
  readonly failed: Uint8Array;
  readonly isTicket: Uint8Array;
  readonly facets: readonly CodeColumn[];
  readonly rates: Uint8Array;
  readonly returnBin: Uint8Array;
}

function allocate(
  capacity: number,
  { user, facets }: Pick<Columns, 'user' | 'facets'> = {
    user: createCodeColumn(capacity),
    facets: facetNames.map(() => createCodeColumn(capacity)),
  },
): Columns {
  return {
    time: new Float64Array(capacity),
    user,
    slot: new Uint8Array(capacity),
    failed: new Uint8Array(capacity),
    isTicket: new Uint8Array(capacity),
    facets,
    rates: new Uint8Array(capacity * rateNames.length),
    returnBin: new Uint8Array(capacity),
  };
}

function grown(old: Columns): Columns {
  const columns = allocate(old.time.length * 2, old);
  columns.time.set(old.time);
  columns.slot.set(old.slot);
  columns.failed.set(old.failed);
  columns.isTicket.set(old.isTicket);
  return columns;
}
