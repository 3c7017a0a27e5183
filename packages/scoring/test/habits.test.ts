import { facetNames, type Observation } from '@sidecar/features';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScorer, layerNames, ORDINARY_SURPRISE, type Scored } from '../src/index.ts';
import {
  applyHabits,
  createHabitTracker,
  type Habits,
  type HabitState,
  type HabitTracker,
} from '../src/recent/habits.ts';
import { DAY, decision, END, HOUR, logon, model, observe, ordinary } from './small-company.ts';

const SOURCE = facetNames.indexOf('source');
const PROCESS = facetNames.indexOf('process');
/** Which values successes made known. */
interface Known {
  toAccount(user: string, facet: number, value: string): boolean;
  toAnyone(facet: number, value: string): boolean;
}

const nothing: Known = { toAccount: () => false, toAnyone: () => false };
const toOthers: Known = { toAccount: () => false, toAnyone: () => true };

function observed(time: number, { user = 'ana', src = 'LAPTOP9', failed = false } = {}): Observation {
  const action = failed ? 'failure' : 'success';
  return observe([logon({ time, user, src, action })])[0]!;
}

/** Takes in what an account that knows these values does. */
function take(tracker: HabitTracker, one: Observation, known: Known): Habits {
  const unknown = facetNames.flatMap((_, f) => {
    const value = one.facets[f] ?? null;
    return value === null || known.toAccount(one.user, f, value) ? [] : [f];
  });
  return tracker.observe(one, unknown, known.toAnyone);
}

/** What is known of the source before each of these. */
function followed(
  observations: readonly Observation[],
  of: 'days' | 'followers',
  { known = nothing, tracker = createHabitTracker() }: { known?: Known; tracker?: HabitTracker } = {},
): number[] {
  return observations.map((one) => take(tracker, one, known)[of][SOURCE]!);
}

describe('days of habit', () => {
  it('are the earlier days on which the account succeeded with the value', () => {
    const times = [0, 3 * HOUR, DAY, DAY + HOUR, 2 * DAY, 9 * DAY];
    expect(
      followed(
        times.map((time) => observed(END + time)),
        'days',
      ),
    ).toEqual([0, 0, 1, 1, 2, 3]);
  });

  it('come of successes alone', () => {
    const failures = [0, 1, 2].map((day) => observed(END + day * DAY, { failed: true }));
    expect(followed([...failures, observed(END + 3 * DAY)], 'days')).toEqual([0, 0, 0, 0]);
    const between = [observed(END), ...[1, 2, 3].map((day) => observed(END + day * DAY, { failed: true }))];
    expect(followed(between, 'days')).toEqual([0, 1, 1, 1]);
  });

  it('belong to the account and the value', () => {
    const other = [observed(END + DAY, { user: 'bob' }), observed(END + DAY, { src: 'LAPTOP8' })];
    expect(followed([observed(END), ...other], 'days')).toEqual([0, 0, 0]);
  });

  it('are not counted of what the baseline knows', () => {
    const known: Known = { toAccount: () => true, toAnyone: () => true };
    const tracker = createHabitTracker();
    const days = [0, 1, 2].map((day) => observed(END + day * DAY));
    expect(followed(days, 'days', { known, tracker })).toEqual([0, 0, 0]);
    expect(tracker.state()).toEqual({ own: [], shared: [] });
  });

  it('end at 255', () => {
    const days = Array.from({ length: 300 }, (_, day) => observed(END + day * DAY));
    expect(followed(days, 'days').slice(254)).toEqual([254, ...Array.from({ length: 45 }, () => 255)]);
  });
});

describe('followers', () => {
  const visits = ['ana', 'bob', 'bob', 'cyd', 'ana'].map((user, i) => observed(END + i * HOUR, { user }));

  it('are the other accounts that succeeded with a value new to all', () => {
    expect(followed(visits, 'followers')).toEqual([0, 1, 1, 2, 2]);
  });

  it('are not counted of a value that somebody knew', () => {
    expect(followed(visits, 'followers', { known: toOthers })).toEqual([0, 0, 0, 0, 0]);
  });

  it('are no accounts that failed', () => {
    const failed = visits.map((one) => ({ ...one, failed: true }));
    expect(followed([...failed, observed(END + DAY)], 'followers')).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('end at 50', () => {
    const many = Array.from({ length: 60 }, (_, i) => observed(END + i, { user: `u${i}` }));
    expect(followed(many, 'followers').slice(48)).toEqual([48, 49, ...Array.from({ length: 10 }, () => 50)]);
  });
});

describe('what habits do to surprises', () => {
  const habitsOf = (facet: number, days: number, followers: number): Habits => {
    const habits = { days: new Uint8Array(facetNames.length), followers: new Uint8Array(facetNames.length) };
    habits.days[facet] = days;
    habits.followers[facet] = followers;
    return habits;
  };

  it('divides what is beyond the ordinary by 1 + days and by 1 + 0.3 followers', () => {
    fc.assert(
      fc.property(
        fc.nat(255),
        fc.nat(50),
        fc.double({ min: 0, max: 12, noNaN: true }),
        (days, others, of) => {
          const surprises = layerNames.map(() => of);
          applyHabits(surprises, habitsOf(SOURCE, days, others));
          const excess = Math.max(0, of - ORDINARY_SURPRISE) / ((1 + days) * (1 + 0.3 * others));
          const expected = Math.min(of, ORDINARY_SURPRISE) + excess;
          layerNames.forEach((name, j) => {
            const concerned = ['source', 'organisation_source', 'account_at_source'].includes(name);
            expect(surprises[j]).toBeCloseTo(concerned ? expected : of, 12);
          });
        },
      ),
    );
  });

  it('concerns the account at a machine only for machines', () => {
    const surprises = layerNames.map(() => 3);
    applyHabits(surprises, habitsOf(PROCESS, 1, 0));
    const changed = layerNames.filter((_, j) => surprises[j] !== 3);
    expect(changed).toEqual(['process', 'organisation_process']);
    const missing = layerNames.map(() => Number.NaN);
    applyHabits(missing, habitsOf(PROCESS, 1, 0));
    for (const value of missing) expect(value).toBeNaN();
  });
});

describe('a new laptop', () => {
  const at = (day: number, user = 'ana'): Scored['observation'] =>
    observe([{ ...ordinary(user, END + day * DAY + 10 * HOUR), src: 'LAPTOP9' }])[0]!;
  const layer = ({ surprises }: Scored, name: string): number => surprises[layerNames.indexOf(name)]!;
  const week = (): Scored[] => {
    const scorer = createScorer(model, { decision });
    return [0, 1, 2, 3, 4].map((day) => scorer.scoreObservation(at(day), scorer.follow(at(day))));
  };

  it('is news on its first day and less so with each day', () => {
    const days = week();
    for (const name of ['source', 'organisation_source', 'account_at_source']) {
      const surprises = days.map((scored) => layer(scored, name));
      const falls = surprises.every(
        (value, i) => i === 0 || Number.isNaN(value) || value < surprises[i - 1]!,
      );
      expect(falls, name).toBe(true);
    }
    const [first, , , , fifth] = days.map((scored) => layer(scored, 'source') - ORDINARY_SURPRISE);
    expect(first).toBeGreaterThan(1);
    expect(fifth).toBeCloseTo(first! / 5, 9);
    expect(days[4]!.rawScore).toBeLessThan(days[0]!.rawScore);
  });

  it('is less of a surprise to the account after others had it', () => {
    const scorer = createScorer(model, { decision });
    const alone = layer(scorer.scoreObservation(at(0), scorer.follow(at(0))), 'source');
    for (const user of ['bob', 'cyd', 'dan']) scorer.follow(at(0, user));
    const last = scorer.scoreObservation(at(0, 'eve'), scorer.follow(at(0, 'eve')));
    expect(layer(last, 'source')).toBeLessThan(alone - 0.5);
  });
});

it('follows the same values whether or not another goes on', () => {
  const draw = fc.record({
    user: fc.constantFrom('ana', 'bob', '__proto__'),
    src: fc.constantFrom('LAPTOP8', 'LAPTOP9'),
    failed: fc.boolean(),
    pause: fc.integer({ min: 0, max: 2 * DAY }),
  });
  fc.assert(
    fc.property(fc.array(draw, { maxLength: 30 }), fc.nat(30), (draws, cut) => {
      let time = END;
      const observations = draws.map(({ pause, ...fields }) => observed((time += pause), fields));
      const whole = createHabitTracker();
      const expected = observations.map((one) => take(whole, one, nothing));
      const first = createHabitTracker();
      const before = observations.slice(0, cut).map((one) => take(first, one, nothing));
      const second = createHabitTracker(JSON.parse(JSON.stringify(first.state())) as HabitState);
      const after = observations.slice(cut).map((one) => take(second, one, nothing));
      expect([...before, ...after]).toEqual(expected);
      expect(second.state()).toEqual(whole.state());
    }),
  );
});

it('follows 150,000 values at most, and forgets those not met for longest', () => {
  const tracker = createHabitTracker();
  const one = observed(END);
  const events = Math.ceil(150_000 / facetNames.length) + 10;
  for (let i = 0; i < events; i++)
    take(tracker, { ...one, facets: facetNames.map((name) => `${name}${i}`) }, toOthers);
  const { own, shared } = tracker.state();
  expect(own.length).toBe(150_000);
  expect(shared.length).toBe(0);
  expect(own.at(-1)![0]).toContain(String(events - 1));
  expect(own.some(([key]) => key.endsWith('\tsource0'))).toBe(false);
  expect(own.some(([key]) => key.endsWith('\tsource20'))).toBe(true);
});
