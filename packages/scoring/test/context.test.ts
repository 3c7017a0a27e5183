import type { Observation } from '@sidecar/features';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScorer, type ContextModel, type Context } from '../src/index.ts';
import { type ContextState, type ContextTracker, createContextTracker } from '../src/recent/context.ts';
import {
  attack,
  authEvent,
  DAY,
  decision,
  END,
  HOUR,
  logon,
  model,
  modelOf,
  observe,
  ordinary,
  START,
} from './small-company.ts';

const HOUR_WEIGHT = 0.1;
const learned: ContextModel = { unusual: 0.2, scale: 0.05, oddDays: { ana: 0.3 } };

interface Event {
  readonly observation: Observation;
  readonly hour: number;
  readonly raw: number;
}

const drawn = fc.array(
  fc.record({
    user: fc.constantFrom('ana', 'bob', '__proto__'),
    src: fc.constantFrom('PC1', 'PC2', null),
    failed: fc.boolean(),
    pause: fc.oneof(fc.integer({ min: 0, max: 2 * HOUR }), fc.integer({ min: 0, max: 3 * DAY })),
    hour: fc.double({ min: 0, max: 4, noNaN: true }),
    raw: fc.double({ min: 0, max: 0.6, noNaN: true }),
  }),
  { maxLength: 40 },
);

function eventsOf(draws: typeof drawn extends fc.Arbitrary<infer T> ? T : never): Event[] {
  let time = END;
  return draws.map(({ pause, hour, raw, user, src, failed }) => {
    const event = logon({ time: (time += pause), user, src, action: failed ? 'failure' : 'success' });
    return { observation: observe([event])[0]!, hour, raw };
  });
}

function event(
  time: number,
  fields: Partial<Event> & { readonly user?: string; readonly src?: string },
): Event {
  const { user = 'bob', src = 'PC1', hour = 0, raw = 0 } = fields;
  return { observation: observe([logon({ time, user, src })])[0]!, hour, raw };
}

function follow(tracker: ContextTracker, events: readonly Event[]): Context[] {
  return events.map(({ observation, hour, raw }) => tracker.observe(observation, hour, raw, HOUR_WEIGHT));
}

const sourceOf = ({ observation }: Event): string | null => observation.facets[1]!;
const dayOf = ({ observation }: Event): number => Math.floor(observation.time / DAY);
const oddOf = ({ observation, hour }: Event): number => (observation.failed ? 0 : Math.max(0, hour - 1.5));

/** Highest odd hour of each earlier day of the account, with how long ago it was in days. */
function earlierDays(events: readonly Event[], i: number): { readonly odd: number; readonly ago: number }[] {
  const { observation } = events[i]!;
  const highest = new Map<number, number>();
  for (const other of events.slice(0, i)) {
    if (other.observation.user !== observation.user || dayOf(other) === dayOf(events[i]!)) continue;
    highest.set(dayOf(other), Math.max(oddOf(other), highest.get(dayOf(other)) ?? 0));
  }
  return [...highest].map(([day, odd]) => ({ odd, ago: dayOf(events[i]!) - day }));
}

function byDefinition(events: readonly Event[], { unusual, scale, oddDays }: ContextModel): Context[] {
  const contexts: Context[] = [];
  const raws: number[] = [];
  events.forEach((one, i) => {
    const days = earlierDays(events, i);
    const past = days.reduce((sum, { odd, ago }) => sum + odd * Math.exp(-ago / 14), 0);
    const user = one.observation.user;
    const usual = Object.hasOwn(oddDays, user) ? oddDays[user]! : 0;
    const more = Math.max(0, past - usual);
    const odd = oddOf(one);
    const points = odd > 0 ? 2 * HOUR_WEIGHT * Math.log(1 + more) * Math.min(1, odd) : 0;
    const count = days.reduce((sum, day) => sum + (day.odd > 0 ? Math.exp(-day.ago / 14) : 0), 0);
    const sums = (isNear: (other: Event) => boolean): { excess: number; events: number } => {
      const sum = { excess: 0, events: 0 };
      events.slice(0, i).forEach((other, j) => {
        if (!isNear(other) || raws[j]! <= unusual) return;
        const kept = Math.exp(-(one.observation.time - other.observation.time) / HOUR);
        sum.excess += kept * (raws[j]! - unusual);
        sum.events += kept;
      });
      return sum;
    };
    raws.push(one.raw + points);
    const account = sums((other) => other.observation.user === user);
    const source = sums((other) => sourceOf(one) !== null && sourceOf(other) === sourceOf(one));
    // Without a source, the account's events count whole: there is nothing else to tell by.
    const half = { excess: account.excess / 2, events: account.events };
    const nearer = sourceOf(one) === null ? account : source.excess >= half.excess ? source : half;
    contexts.push({
      neighbours: 0.25 * scale * Math.log(1 + nearer.excess / scale),
      neighbourEvents: nearer.events,
      oddDays: points,
      oddDayCount: points > 0 ? count : 0,
    });
  });
  return contexts;
}

describe('context', () => {
  it('is as defined, with every decay exact', () => {
    fc.assert(
      fc.property(drawn, (draws) => {
        const events = eventsOf(draws);
        const expected = byDefinition(events, learned);
        follow(createContextTracker(learned), events).forEach((context, i) => {
          for (const name of ['neighbours', 'neighbourEvents', 'oddDays', 'oddDayCount'] as const)
            expect(context[name], `${name} of ${i}`).toBeCloseTo(expected[i]![name], 9);
        });
      }),
    );
  });

  it('is the same whether or not another goes on, wherever the break', () => {
    fc.assert(
      fc.property(drawn, fc.nat(40), (draws, cut) => {
        const events = eventsOf(draws);
        const whole = createContextTracker(learned);
        const expected = follow(whole, events);
        const first = createContextTracker(learned);
        const before = follow(first, events.slice(0, cut));
        const second = createContextTracker(
          learned,
          JSON.parse(JSON.stringify(first.state())) as ContextState,
        );
        expect([...before, ...follow(second, events.slice(cut))]).toEqual(expected);
        expect(second.state()).toEqual(whole.state());
      }),
    );
  });

  it('is nothing where no event is unusual, and where all are the same', () => {
    const events = Array.from({ length: 30 }, (_, i) => event(END + i * 60_000, { raw: 0.2, hour: 1.5 }));
    const none = { neighbours: 0, neighbourEvents: 0, oddDays: 0, oddDayCount: 0 };
    for (const context of follow(createContextTracker(learned), events)) expect(context).toEqual(none);
    const flat: ContextModel = { unusual: 0.2, scale: 0, oddDays: {} };
    const higher = events.map((one) => ({ ...one, raw: 0.3 }));
    for (const { neighbours } of follow(createContextTracker(flat), higher)) expect(neighbours).toBe(0);
  });

  it('is a number even where a surprise is none', () => {
    const some = [Number.NaN, -1, 0, 3, 12];
    const events = some.flatMap((hour, i) =>
      some.map((raw, j) => event(END + (5 * i + j) * DAY, { hour, raw })),
    );
    for (const context of follow(createContextTracker(learned), events))
      expect(Object.values(context).every(Number.isFinite)).toBe(true);
  });
});

describe('neighbours', () => {
  const burst = (count: number, src = 'PC1'): Event[] =>
    Array.from({ length: count }, (_, i) => event(END + i * 1000, { user: `u${i}`, src, raw: 0.4 }));
  const after = (events: readonly Event[], last: Event): Context =>
    follow(createContextTracker(learned), [...events, last]).at(-1)!;
  const next = (time: number, fields = {}): Event => event(END + time, { user: 'zoe', ...fields });

  it('are events of the same source by other accounts, and of the same account elsewhere, which count half', () => {
    const source = after(burst(1), next(0));
    const account = after([event(END, { user: 'zoe', src: 'PC2', raw: 0.4 })], next(0));
    expect(source.neighbours).toBeCloseTo(0.25 * 0.05 * Math.log(1 + 0.2 / 0.05), 12);
    expect(account.neighbours).toBeCloseTo(0.25 * 0.05 * Math.log(1 + 0.1 / 0.05), 12);
    expect(after(burst(1, 'PC2'), next(0)).neighbours).toBe(0);
  });

  it('say more the more there are, but never much more', () => {
    const points = [1, 10, 100, 1000].map((count) => after(burst(count), next(count * 1000)).neighbours);
    expect(points).toEqual(points.toSorted((a, b) => a - b));
    expect(points[3]!).toBeLessThan(0.25 * 0.05 * 10);
  });

  it('are forgotten within hours', () => {
    const points = [0, 1, 2, 4, 8].map((hours) => after(burst(5), next(5000 + hours * HOUR)).neighbours);
    expect(points).toEqual(points.toSorted((a, b) => b - a));
    expect(points[4]!).toBeLessThan(points[0]! / 100);
  });

  it('do not feed on each other: ordinary events beside an unusual one add nothing', () => {
    const ordinaryOnes = Array.from({ length: 50 }, (_, i) => event(END + 1000 + i, { raw: 0.19 }));
    const { neighbours } = after([...burst(1), ...ordinaryOnes], next(2000));
    expect(neighbours).toBeLessThanOrEqual(after(burst(1), next(2000)).neighbours + 1e-12);
  });
});

describe('odd days', () => {
  const night = (day: number, user = 'bob', hour = 3): Event =>
    event(END + day * DAY + 3 * HOUR, { user, hour });
  const points = (events: readonly Event[]): number[] =>
    follow(createContextTracker(learned), events).map(({ oddDays }) => oddDays);

  it('add up: one late night is human, a series is a change', () => {
    const series = points([0, 1, 2, 3, 4].map((day) => night(day)));
    expect(series[0]).toBe(0);
    for (let i = 1; i < series.length; i++) expect(series[i]).toBeGreaterThan(series[i - 1]!);
    expect(points([night(0), night(60)])[1]).toBeLessThan(series[1]! / 20);
  });

  it('count once a day, and only what succeeded', () => {
    const often = points([night(0), night(0), night(0), night(1)]);
    expect(often).toEqual([0, 0, 0, points([night(0), night(1)])[1]!]);
    const failed = [0, 1, 2].map((day) => ({
      ...night(day),
      observation: { ...night(day).observation, failed: true },
    }));
    expect(points([...failed, night(3)])).toEqual([0, 0, 0, 0]);
  });

  it('say nothing of an event at a usual hour, nor of other accounts', () => {
    const nights = [night(0), night(1), night(2)];
    expect(points([...nights, event(END + 3 * DAY, { hour: 1.5 })]).at(-1)).toBe(0);
    expect(points([...nights, night(3, 'cyd')]).at(-1)).toBe(0);
  });

  it('are not held against an account that has them usually', () => {
    const nights = [0, 1, 2, 3].map((day) => night(day, 'ana'));
    const usual = { ...learned, oddDays: { ana: 50 } };
    const contexts = follow(createContextTracker(usual), nights);
    expect(contexts.map(({ oddDays }) => oddDays)).toEqual([0, 0, 0, 0]);
  });

  it('are learned per account as what its days began with, on average', () => {
    fc.assert(
      fc.property(drawn, (draws) => {
        const events = eventsOf(draws);
        const tracker = createContextTracker({ ...learned, oddDays: {} });
        follow(tracker, events);
        const pasts = new Map<string, Map<number, number>>();
        events.forEach((one, i) => {
          const days = earlierDays(events, i);
          const own = pasts.get(one.observation.user) ?? new Map<number, number>();
          pasts.set(one.observation.user, own);
          // Its first day began with nothing known.
          if (days.length === 0) return;
          own.set(
            dayOf(one),
            days.reduce((sum, { odd, ago }) => sum + odd * Math.exp(-ago / 14), 0),
          );
        });
        const usual = tracker.usualOddDays();
        for (const [user, days] of pasts) {
          const mean = [...days.values()].reduce((sum, past) => sum + past, 0) / Math.max(1, days.size);
          expect(Object.hasOwn(usual, user) ? usual[user] : 0).toBeCloseTo(mean, 9);
        }
      }),
    );
  });
});

it('remembers 200,000 sources and 200,000 accounts at most, and forgets those not seen for longest', () => {
  const tracker = createContextTracker(learned);
  const one = event(END, {}).observation;
  const seen = (i: number): Observation => ({
    ...one,
    time: END + i,
    user: `u${i}`,
    facets: [null, `s${i}`],
  });
  for (let i = 0; i < 200_010; i++) tracker.observe(seen(i), 3, 0.4, HOUR_WEIGHT);
  const { neighbours, nights } = tracker.state();
  expect([neighbours.length, nights.length]).toEqual([400_000, 200_000]);
  expect(nights[0]![0]).toBe('u10');
  expect(neighbours.at(-1)![0]).toBe('s\ts200009');
  expect(tracker.observe({ ...seen(0), time: END + 300_000 }, 3, 0.4, HOUR_WEIGHT).neighbours).toBe(0);
});

describe('in a scorer', () => {
  it('adds to the raw score what it says', () => {
    const scorer = createScorer(model, { decision });
    const scored = attack.map((one) => scorer.score(one));
    expect(scored[0]!.recent.context.neighbours).toBe(0);
    expect(scored[9]!.recent.context.neighbours).toBeGreaterThan(0.01);
    const alone = createScorer(model, { decision });
    const { recent, observation, rawScore } = scored[9]!;
    const none = { neighbours: 0, neighbourEvents: 0, oddDays: 0, oddDayCount: 0 };
    const bare = alone.scoreObservation(observation, { ...recent, context: none });
    expect(rawScore).toBeCloseTo(bare.rawScore + recent.context.neighbours + recent.context.oddDays, 12);
  });

  it('makes a third night of an account higher than the first, all else being the same', () => {
    const scorer = createScorer(model, { decision });
    const nights = [0, 1, 2, 3].map((day) => scorer.score(ordinary('ana', END + day * DAY + 3 * HOUR)));
    expect(nights[0]!.recent.context.oddDays).toBe(0);
    expect(nights[2]!.recent.context.oddDays).toBeGreaterThan(0.02);
    expect(nights[2]!.rawScore).toBeGreaterThan(nights[0]!.rawScore);
  });

  it('is nothing where training saw the same event again and again', () => {
    const same = Array.from({ length: 105 }, (_, i) => authEvent({ time: START + 7 * i * DAY, user: 'u' }));
    const constant = modelOf(same);
    expect(constant.context.scale).toBe(0);
    const scorer = createScorer(constant, { decision });
    for (const one of same.slice(-50)) {
      const { recent } = scorer.score({
        ...one,
        time: one.time + 1000 * DAY,
        user: 'v',
        src: '198.51.100.1',
      });
      expect([recent.context.neighbours, recent.context.oddDays]).toEqual([0, 0]);
    }
  });
});
