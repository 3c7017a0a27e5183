import { facetNames, type Observation } from '@sidecar/features';
import { type BoundedMap, createBoundedMap } from './bounded-map.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SOURCE = facetNames.indexOf('source');
const MOST_KEYS = 200_000;
/** What keys of accounts and of sources begin with. */
const [ACCOUNT, AT_SOURCE] = ['u\t', 's\t'] as const;
const FOLLOW_SHARE = 0.25;
const ACCOUNT_SHARE = 0.5;
const ODD_HOUR = 1.5;
const ODD_SHARE = 2;
const FORGETTING_DAYS = 14;

/** What held-out events teach of unusual neighbours, plain data. */
export interface ContextModel {
  /** Raw score of one in a hundred held-out events: from here on an event makes its neighbours suspicious. */
  readonly unusual: number;
  /** How far that lies above the median. */
  readonly scale: number;
  /** By account: how much of odd hours its last two weeks usually hold; accounts without any are left out. */
  readonly oddDays: Readonly<Record<string, number>>;
}

/** Plain data. */
export interface ContextState {
  readonly neighbours: readonly (readonly [key: string, time: number, excess: number, events: number])[];
  readonly nights: readonly (readonly [user: string, night: Night])[];
}

interface Night {
  readonly day: number;
  readonly today: number;
  readonly past: number;
  readonly days: number;
}

/** What other events of the last hour, and earlier days, add to a raw score. */
export interface Context {
  /** Points for unusual events of the same source or account within the last hour. */
  readonly neighbours: number;
  /** About how many these were. */
  readonly neighbourEvents: number;
  /** Points for an odd hour after other days with odd hours. */
  readonly oddDays: number;
  /** About how many such days the last two weeks had. */
  readonly oddDayCount: number;
}

export interface ContextTracker {
  /**
   * Tells the context of an event, and counts it in; events come in time order.
   *
   * @param hourSurprise - Of the event.
   * @param rawScore - Without context.
   * @param hourWeight - Weight of the hour's layer.
   */
  observe(observation: Observation, hourSurprise: number, rawScore: number, hourWeight: number): Context;
  state(): ContextState;
  /** How many sources and accounts it forgot for want of room. */
  forgotten(): number;
  /** Per account: what its last two weeks held of odd hours, averaged over the days it was seen. */
  usualOddDays(): Record<string, number>;
}

/**
 * Follows unusual events through time, because attacks come as several.
 *
 * **Neighbours.** `excess` is the decaying sum (by `e` within an hour) of what raw scores exceed `unusual` by, per source
 * and per account, where the account's counts half beside a source; the larger adds `scale / 4 * log(1 + excess / scale)`.
 *
 * **Odd days.** The day's highest surprise of a successful hour beyond 1.5 is summed over days, decaying by `e` within two weeks. What
 * this sum has beyond the account's usual adds `2 w log(1 + sum) min(1, s)` to an event whose own hour has `s` beyond 1.5, with
 * `w` the weight of the hour: one late night is human, a series of them is a change of behaviour.
 *
 * State is bounded: 200,000 sources, accounts and accounts' nights each; those not seen for longest go first, of nights by days.
 */
export function createContextTracker(model: ContextModel, from?: ContextState): ContextTracker {
  const { unusual, scale, oddDays } = model;
  const usualOf = new Map(Object.entries(oddDays));
  const neighboursIn = (prefix: string): BoundedMap<Neighbours> =>
    createBoundedMap(
      MOST_KEYS,
      (from?.neighbours ?? []).flatMap(([key, time, excess, events]) =>
        key.startsWith(prefix) ? [[key.slice(prefix.length), { time, excess, events }] as const] : [],
      ),
    );
  const accounts = neighboursIn(ACCOUNT);
  const sources = neighboursIn(AT_SOURCE);
  const nights = createBoundedMap<Night>(MOST_KEYS, from?.nights ?? []);
  const averages = createBoundedMap<{ sum: number; days: number }>(MOST_KEYS);
  return {
    observe: (observation, hourSurprise, rawScore, hourWeight) => {
      const odd = !observation.failed && hourSurprise > ODD_HOUR ? hourSurprise - ODD_HOUR : 0;
      const night = nightOf(observation, odd);
      const more = odd > 0 ? Math.max(0, night.past - (usualOf.get(observation.user) ?? 0)) : 0;
      const oddPoints = odd > 0 ? ODD_SHARE * hourWeight * Math.log1p(more) * Math.min(1, odd) : 0;
      const { excess, events } = neighboursOf(observation, rawScore + oddPoints);
      return {
        neighbours: scale > 0 ? FOLLOW_SHARE * scale * Math.log1p(excess / scale) : 0,
        neighbourEvents: events,
        oddDays: oddPoints,
        oddDayCount: oddPoints > 0 ? night.days : 0,
      };
    },
    forgotten: () => accounts.forgotten() + sources.forgotten() + nights.forgotten(),
    state: () => ({
      neighbours: [...entriesOf(ACCOUNT, accounts), ...entriesOf(AT_SOURCE, sources)],
      nights: [...nights.entries()],
    }),
    usualOddDays: () =>
      Object.fromEntries(
        [...averages.entries()]
          .filter(([, { sum }]) => sum > 0)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([user, { sum, days }]) => [user, Number((sum / days).toPrecision(12))]),
      ),
  };

  function nightOf({ user, time }: Observation, odd: number): Night {
    const day = Math.floor(time / DAY_MS);
    let night = nights.get(user);
    const isNew = night?.day !== day;
    if (night === undefined) night = { day, today: 0, past: 0, days: 0 };
    else if (isNew) {
      const kept = Math.exp(-Math.abs(day - night.day) / FORGETTING_DAYS);
      const past = (night.past + night.today) * kept;
      night = { day, today: 0, past, days: (night.days + (night.today > 0 ? 1 : 0)) * kept };
      const average = averages.get(user) ?? { sum: 0, days: 0 };
      averages.touch(user, { sum: average.sum + past, days: average.days + 1 });
    }
    // Once a day at least: more often would not change who was not seen for longest, by days.
    if (isNew || odd > night.today) nights.touch(user, odd > night.today ? { ...night, today: odd } : night);
    return night;
  }

  function neighboursOf(
    { user, time, facets }: Observation,
    rawScore: number,
  ): { excess: number; events: number } {
    const source = facets[SOURCE] ?? null;
    const own = rawScore > unusual ? rawScore - unusual : 0;
    const account = count(accounts, user, time, own);
    if (source === null) return account;
    const shared = count(sources, source, time, own);
    const accountExcess = ACCOUNT_SHARE * account.excess;
    return shared.excess >= accountExcess ? shared : { excess: accountExcess, events: account.events };
  }

  function count(
    neighbours: BoundedMap<Neighbours>,
    key: string,
    time: number,
    own: number,
  ): { excess: number; events: number } {
    const before = neighbours.get(key);
    if (before === undefined) {
      if (own > 0) neighbours.touch(key, { time, excess: own, events: 1 });
      return noNeighbours;
    }
    const kept = Math.exp(-Math.max(0, time - before.time) / HOUR_MS);
    const excess = kept * before.excess;
    const events = kept * before.events;
    neighbours.touch(key, { time, excess: excess + own, events: events + (own > 0 ? 1 : 0) });
    return { excess, events };
  }
}

/** Unusual events of late at one source or on one account, decaying. */
interface Neighbours {
  readonly time: number;
  readonly excess: number;
  readonly events: number;
}

const noNeighbours = { excess: 0, events: 0 };

function* entriesOf(
  prefix: string,
  neighbours: BoundedMap<Neighbours>,
): Generator<[string, number, number, number]> {
  for (const [key, { time, excess, events }] of neighbours.entries())
    yield [prefix + key, time, excess, events];
}
