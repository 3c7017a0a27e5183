import { type Facets, type Look, lookFrom, type Observation, rateNames } from '@sidecar/features';

/** Observations in columns, in time order. Good until the next are taken. */
export interface ObservationColumns {
  readonly size: number;
  /** Epoch ms. */
  readonly times: Float64Array;
  /** Numbers of their looks. */
  readonly looks: Uint32Array;
  /** Local hours of the week. */
  readonly slots: Uint8Array;
  /** Bins of the silences that they end; `NO_RETURN` for none. */
  readonly returnBins: Uint8Array;
  /** One bin per `rateNames` of the first, then those of the second, and so on. */
  readonly rates: Uint8Array;
}

/** Stands for an event that ends no silence. */
export const NO_RETURN = 255;

/** Observations in time order that can be gone through again and again, one by one or in columns. */
export interface OrderedObservations {
  readonly size: number;
  /** How many looks there are; their numbers are below it. */
  readonly looks: number;
  lookAt(look: number): Look;
  /** Those from place `from` on and before place `to`, in order. */
  between(from: number, to: number): Iterable<Observation>;
  /** The same in columns, some thousands at a time. */
  columns(from: number, to: number): Iterable<ObservationColumns>;
}

/** Observations that are held in memory. */
export function observationsOf(list: readonly Observation[]): OrderedObservations {
  const looks: Look[] = [];
  const numbers = new Map<Facets, number[]>();
  const numberOf = ({ user, failed, facets }: Observation): number => {
    const beside = numbers.get(facets) ?? [];
    numbers.set(facets, beside);
    const known = beside.find((number) => looks[number]!.user === user && looks[number]!.failed === failed);
    if (known !== undefined) return known;
    beside.push(looks.length);
    // Whether it is a ticket is in its rates already.
    return looks.push(lookFrom({ user, failed, isTicket: false, facets })) - 1;
  };
  const all: ObservationColumns = {
    size: list.length,
    times: Float64Array.from(list, ({ time }) => time),
    looks: Uint32Array.from(list, numberOf),
    slots: Uint8Array.from(list, ({ slot }) => slot),
    returnBins: Uint8Array.from(list, ({ returnBin }) => returnBin ?? NO_RETURN),
    rates: new Uint8Array(list.length * rateNames.length),
  };
  list.forEach(({ rates }, i) => all.rates.set(rates, i * rateNames.length));
  return {
    size: list.length,
    looks: looks.length,
    lookAt: (look) => looks[look]!,
    between: (from, to) => list.slice(from, to),
    columns: (from, to) => [columnsPart(all, from, to)],
  };
}

/** Those from place `from` on and before place `to`, without copying them. */
export function columnsPart(
  { size, times, looks, slots, returnBins, rates }: ObservationColumns,
  from: number,
  to: number,
): ObservationColumns {
  const end = Math.min(to, size);
  return {
    size: Math.max(0, end - from),
    times: times.subarray(from, end),
    looks: looks.subarray(from, end),
    slots: slots.subarray(from, end),
    returnBins: returnBins.subarray(from, end),
    rates: rates.subarray(from * rateNames.length, end * rateNames.length),
  };
}

/** A part of observations, from place `from` on and before place `to`. */
export function partOf(observations: OrderedObservations, from: number, to: number): OrderedObservations {
  const { looks, lookAt } = observations;
  return {
    size: to - from,
    looks,
    lookAt,
    between: (first, end) => observations.between(from + first, from + end),
    columns: (first, end) => observations.columns(from + first, from + end),
  };
}
