const BINS_PER_DECADE = 25;
const BINS = 300;
const LEAST_WINDOW = 500;
const MOST_WINDOW = 50_000;

/** The largest p-value of each bin. */
const upperEdges = Float64Array.from({ length: BINS + 1 }, (_, bin) => 10 ** (-bin / BINS_PER_DECADE));

/** Plain data: how many events were seen, and of those in the window the ones that can matter, oldest first. */
export interface FalseDiscoveryState {
  readonly seen: number;
  readonly small: readonly (readonly [place: number, account: string, bin: number])[];
}

export interface FalseDiscoveryWindow {
  /** Takes the next event in and tells up to which p-value events are discoveries now; 0 for none. */
  observe(account: string, pValue: number): number;
  state(): FalseDiscoveryState;
}

export interface FalseDiscoveryOptions {
  /** Share of false ones among the discoveries that is borne, in (0, 1). */
  readonly level: number;
  /** Events in the window, the newest, from 1. */
  readonly events: number;
}

/** A window of a day's events, but from 500 to 50,000. */
export function windowFor(eventsPerDay: number): number {
  return Math.min(MOST_WINDOW, Math.max(LEAST_WINDOW, Math.round(eventsPerDay)));
}

/**
 * Benjamini and Hochberg's procedure over the last `N` events, at which it is the accounts that count: with `R(t)` the number of
 * accounts whose smallest p-value in the window is at most `t`, events up to the largest `t` with `N t <= level R(t)` are
 * discoveries.
 *
 * Of `N` quiet events `N t` are expected up to `t`, whatever they have to do with each other, and on no more accounts than that: so
 * `N t / R(t)` overestimates the share of false ones among the accounts found. Accounts count because an account's events come in
 * bursts; counted by themselves, the thirty failures of one forgotten password would vouch for each other. A
 * window that is not yet full counts as if ordinary events filled it.
 *
 * p-values are kept in bins, 25 to a factor of ten and the last at 1e-12, and taken for the largest of their bin. Those above the level can
 * never be discoveries and are not kept, so that an event costs amortised constant time, and one below the level a walk through 300 bins.
 *
 * @see Benjamini and Hochberg (1995), Controlling the false discovery rate, J. R. Stat. Soc. B 57:289-300; Barber and Ramdas (2017),
 *   The p-filter, J. R. Stat. Soc. B 79:1247-1268, for discoveries that are counted by group.
 * @example
 * const window = createFalseDiscoveryWindow({ level: 0.1, events: 1000 });
 * window.observe('ana', 1e-5); // => 0.0001
 */
export function createFalseDiscoveryWindow(
  { level, events }: FalseDiscoveryOptions,
  from: FalseDiscoveryState = { seen: 0, small: [] },
): FalseDiscoveryWindow {
  let seen = 0;
  let limit = 0;
  let first = 0;
  let small: [place: number, account: string, bin: number][] = [];
  const accounts = new Int32Array(BINS + 1);
  // Per account, its events in the window that no later one undercuts: bins fall with their place.
  const smallest = new Map<string, [place: number, bin: number][]>();
  for (const [place, account, bin] of from.small) add(place, account, bin);
  seen = from.seen;
  forget();
  limit = currentLimit();
  return {
    observe: (account, pValue) => {
      const forgot = forget();
      const isSmall = pValue <= level;
      if (isSmall) add(seen, account, binOf(pValue));
      seen += 1;
      if (forgot || isSmall) limit = currentLimit();
      return limit;
    },
    state: () => ({ seen, small: small.slice(first).filter(([place]) => place > seen - events) }),
  };

  function add(place: number, account: string, bin: number): void {
    small.push([place, account, bin]);
    let own = smallest.get(account);
    if (own === undefined) smallest.set(account, (own = []));
    const before = own[0]?.[1];
    while (own.length > 0 && own.at(-1)![1] <= bin) own.pop();
    own.push([place, bin]);
    recount(before, own[0]![1]);
  }

  /** Lets go of what the next event pushes out of the window. */
  function forget(): boolean {
    const before = first;
    while (first < small.length && small[first]![0] <= seen - events) {
      const [place, account] = small[first++]!;
      const own = smallest.get(account)!;
      if (own[0]![0] !== place) continue;
      const [, bin] = own.shift()!;
      if (own.length === 0) smallest.delete(account);
      recount(bin, own[0]?.[1]);
    }
    const forgot = first > before;
    if (first > 1024 && 2 * first > small.length) {
      small = small.slice(first);
      first = 0;
    }
    return forgot;
  }

  function recount(before: number | undefined, after: number | undefined): void {
    if (before !== undefined) accounts[before]! -= 1;
    if (after !== undefined) accounts[after]! += 1;
  }

  function currentLimit(): number {
    let found = 0;
    let largest = 0;
    for (let bin = BINS; bin >= 0; bin--) {
      found += accounts[bin]!;
      if (found > 0 && events * upperEdges[bin]! <= level * found) largest = upperEdges[bin]!;
    }
    return largest;
  }
}

function binOf(pValue: number): number {
  const bin = Math.min(BINS, Math.max(0, Math.floor(-Math.log10(pValue) * BINS_PER_DECADE)));
  // A p-value at an edge may be put into the bin beyond it by rounding.
  return pValue > upperEdges[bin]! && bin > 0 ? bin - 1 : bin;
}
