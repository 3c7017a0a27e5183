import type { AuthEvent } from '@sidecar/events';
import { createObserver, facetNames, type Observation, rateNames } from '@sidecar/features';
import { createRandom } from '@sidecar/numeric';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  type BehaviorModel,
  createScorer,
  fitModel,
  layerNames,
  type Scored,
  type Scorer,
} from '../src/index.ts';
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
  TRAINING_DAYS,
  workOf,
} from './small-company.ts';

const scorerOf = (own: BehaviorModel = model): Scorer => createScorer(own, { decision });
const numbers = (scored: Scored): unknown => ({ ...scored, history: scored.history.events });
const layer = ({ surprises }: Scored, name: string): number => surprises[layerNames.indexOf(name)]!;
const fresh = workOf(7, { from: END });

describe('an event', () => {
  const observer = createObserver({ timeZone: 'UTC', from: model.rateState });
  const observations = fresh.map(observer.observe);
  const recents = observations.map(scorerOf().follow);
  const scoredBy = (scorer: Scorer, i: number): unknown =>
    numbers(scorer.scoreObservation(observations[i]!, recents[i]!));
  const inOrder = observations.map((_, i) => scoredBy(scorerOf(), i));

  it('scores the same alone and among many, in any order of events and accounts', () => {
    const random = createRandom('shuffle');
    const shuffled = observations.map((_, i) => i).sort(() => random.next() - 0.5);
    const scorer = scorerOf();
    for (const i of shuffled) expect(scoredBy(scorer, i)).toEqual(inOrder[i]);
  });

  it('scores the same whether it was observed here or elsewhere', () => {
    const scorer = scorerOf();
    expect(fresh.map((event) => numbers(scorer.score(event)))).toEqual(inOrder);
    expect(scorer.state().rates).toEqual(observer.state());
  });

  it('scores the same by a model that went through JSON', () => {
    const read = JSON.parse(JSON.stringify(model)) as BehaviorModel;
    const scorer = scorerOf(read);
    expect(observations.map((_, i) => scoredBy(scorer, i))).toEqual(inOrder);
  });

  it('leaves the model alone, frozen to its depth', () => {
    const frozen = deepFreeze(structuredClone(model));
    const scorer = scorerOf(frozen);
    expect(fresh.map((event) => numbers(scorer.score(event)))).toEqual(inOrder);
    expect(frozen).toEqual(model);
  });
});

describe('the windows', () => {
  const storm = (time: number): AuthEvent[] =>
    Array.from({ length: 20 }, (_, i) =>
      logon({ time: time + i * 1000, src: '203.0.113.9', signature_id: 4625, action: 'failure' }),
    );
  const failures = ({ observation }: Scored): number =>
    observation.rates[rateNames.indexOf('user_failures_1h')]!;

  it('go on from where training left them', () => {
    const stormy = modelOf([...workOf(TRAINING_DAYS), ...storm(END)]);
    const next = logon({ time: END + HOUR / 2, signature_id: 4625, action: 'failure' });
    expect(failures(scorerOf(stormy).score(next))).toBe(5); // the 21st
  });

  it('know nothing of what comes after an event that lies before', () => {
    const stormy = modelOf([...workOf(TRAINING_DAYS), ...storm(END)]);
    const before = logon({ time: END - DAY, signature_id: 4625, action: 'failure' });
    expect(failures(scorerOf(stormy).score(before))).toBe(1);
  });

  it.for([START + 10 * DAY, END])('are handed over from scorer to scorer, from %d', (from) => {
    const events = workOf(3, { from });
    const whole = scorerOf();
    const expected = events.map((event) => numbers(whole.score(event)));
    const first = scorerOf();
    const half = events.slice(0, 60).map((event) => numbers(first.score(event)));
    const state = JSON.parse(JSON.stringify(first.state())) as ReturnType<typeof first.state>;
    const second = createScorer(model, { decision, from: state });
    expect(second.state()).toEqual(state);
    expect([...half, ...events.slice(60).map((event) => numbers(second.score(event)))]).toEqual(expected);
  });
});

describe('an event of the training window', () => {
  // Once, on the tenth day, bob works at another place.
  const trip = START + 9 * DAY + 10 * HOUR;
  const away = Array.from({ length: 6 }, (_, i) => ({
    ...ordinary('bob', trip + i * 60_000),
    src: '198.51.100.7',
  }));
  const withTrip = [...workOf(TRAINING_DAYS), ...away].sort((a, b) => a.time - b.time);
  const travelled = modelOf(withTrip);
  const there = (time: number): Scored => scorerOf(travelled).score({ ...away[0]!, time });

  it('is judged without its own span', () => {
    const { history } = there(trip);
    const sources = history.countsOf('bob')!.succeeded.facets[facetNames.indexOf('source')]!;
    expect([...sources.keys()]).toEqual(['10.1.0.12']);
    expect(history.events).toBe(
      withTrip.filter(({ time }) => Math.floor(time / DAY) !== Math.floor(trip / DAY)).length,
    );
  });

  it('is judged without its own span, whatever came before it', () => {
    const scorer = scorerOf(travelled);
    for (const time of [trip, trip + DAY, trip + DAY + HOUR, trip, END + DAY, trip + DAY]) {
      const { history } = scorer.score({ ...away[0]!, time });
      expect(history.events).toBe(there(time).history.events);
    }
    expect(there(trip).history.events).not.toBe(there(trip + DAY).history.events);
  });

  it('is as odd as if the model had never seen that day, and familiar to the next day', () => {
    const never = createScorer({ ...model, weights: travelled.weights }, { decision }).score({
      ...away[0]!,
      time: trip,
    });
    expect(layer(there(trip), 'source')).toBeCloseTo(layer(never, 'source'), 12);
    expect(layer(there(trip + DAY), 'source')).toBeLessThan(layer(there(trip), 'source') - 0.5);
  });

  it('is judged by all there is if it comes after training, were it in the last span', () => {
    const late = modelOf(withTrip.filter(({ time }) => time <= trip + 10 * 60_000));
    const { history } = createScorer(late, { decision }).score({ ...away[0]!, time: trip + HOUR });
    expect(history.events).toBe(late.training.events);
  });

  it('is judged by the whole if there is one span alone', () => {
    const observations = observe(workOf(TRAINING_DAYS));
    const one = fitModel(observations, { rateState: model.rateState, spanMs: 1000 * DAY });
    expect(one.history.spans.length).toBe(1);
    const scorer = scorerOf(one);
    const { history } = scorer.scoreObservation(observations[5]!, scorer.follow(observations[5]!));
    expect(history.events).toBe(observations.length);
  });
});

describe('on quiet days', () => {
  const quiet = workOf(21, { from: END, seed: 2 });

  it('few alerts are raised, by any mode', () => {
    for (const outlierMode of ['user', 'cluster', 'global', 'combined', 'budget'] as const) {
      const scorer = createScorer(model, { decision: { ...decision, outlierMode } });
      const alerts = quiet.filter((event) => scorer.score(event).decision.behavior_outlier === 1);
      expect(alerts.length / quiet.length, outlierMode).toBeLessThan(0.02);
    }
  });

  it('scores are between 0 and 100, and half of them are below 50, about', () => {
    const scorer = scorerOf();
    const scores = quiet.map((event) => scorer.score(event).score).sort((a, b) => a - b);
    expect(scores[0]).toBeGreaterThanOrEqual(0);
    expect(scores.at(-1)).toBeLessThanOrEqual(100);
    expect(scores[scores.length >> 1]).toBeGreaterThan(25);
    expect(scores[scores.length >> 1]).toBeLessThan(75);
  });
});

describe('an attack', () => {
  const scorer = scorerOf();
  const scored = [...attack].map((event) => scorer.score(event));

  it('is an outlier, and beyond every quiet event', () => {
    const quiet = scorerOf();
    const highest = Math.max(...fresh.map((event) => quiet.score(event).rawScore));
    for (const { decision: verdict, rawScore, pValue } of scored) {
      expect(verdict.behavior_outlier).toBe(1);
      expect(rawScore).toBeGreaterThan(highest);
      expect(pValue).toBeLessThan(0.001);
    }
  });

  it('outranks the first event of a new account, however strange that one is', () => {
    const first = [
      ordinary('new.hire', END + 10 * HOUR),
      logon({
        user: 'new.hire',
        src: '10.99.9.9',
        dest: 'NEW-PC',
        process: 'new.exe',
        time: END + 10 * HOUR,
      }),
      { ...attack[0]!, user: 'new.hire', time: END + 10 * HOUR },
    ].map((event) => scorerOf().score(event));
    expect(first[0]!.decision.behavior_outlier).toBe(0);
    const least = Math.min(...scored.map(({ rawScore }) => rawScore));
    for (const { rawScore, confidence } of first) {
      expect(rawScore).toBeLessThan(least);
      expect(confidence).toBe(0);
    }
  });
});

it('is as confident as the account is known: half at 30 events', () => {
  const events = [1, 3, 30, 90].flatMap((count) =>
    Array.from({ length: count }, (_, i) => ({ ...ordinary(`n${count}`, START + i * HOUR) })),
  );
  const known = modelOf([...workOf(TRAINING_DAYS), ...events].sort((a, b) => a.time - b.time));
  const confidence = [1, 3, 30, 90].map(
    (count) => scorerOf(known).score(ordinary(`n${count}`, END)).confidence,
  );
  expect(confidence).toEqual([1 / 31, 3 / 33, 1 / 2, 3 / 4]);
});

describe('whatever an event lacks', () => {
  it('its score is a number', () => {
    const scorer = scorerOf();
    for (const user of ['ana', 'nobody', '__proto__', 'svc-backup']) {
      const { rawScore, pValue, score } = scorer.score(authEvent({ user }));
      expect([rawScore, pValue, score].every(Number.isFinite)).toBe(true);
    }
  });

  it('its layers are missing, not surprising', () => {
    const { surprises, observation } = scorerOf().score(authEvent({}));
    facetNames.forEach((name, f) => {
      const missing = observation.facets[f] === null;
      for (const prefix of ['', 'organisation_'])
        expect(Number.isNaN(surprises[layerNames.indexOf(prefix + name)]!), prefix + name).toBe(missing);
    });
    expect(Number.isNaN(surprises[layerNames.indexOf('account_at_source')]!)).toBe(true);
  });

  it('a model of events that lack everything works as well', () => {
    const bare = modelOf(
      Array.from({ length: 200 }, (_, i) => authEvent({ time: START + i * HOUR, user: `u${i % 3}` })),
    );
    const scorer = scorerOf(bare);
    for (const event of [authEvent({ user: 'u1' }), authEvent({ user: 'new' }), logon({ user: 'u2' })]) {
      const { rawScore, pValue } = scorer.score(event);
      expect(Number.isFinite(rawScore)).toBe(true);
      expect(pValue).toBeGreaterThan(0);
    }
    const text = JSON.stringify(scorer.score(authEvent({ user: 'u1' })).decision);
    expect(text).not.toContain('null');
  });

  it('events of any shape, any name and any time get surprises from 0 to 12', () => {
    const text = fc.oneof(
      fc.constantFrom('ana', '__proto__', 'constructor', '10.1.0.11', 'FILE01', ''),
      fc.string(),
    );
    const field = fc.option(text);
    const event = fc.record({
      user: text,
      time: fc.integer({ min: -1e12, max: 4e12 }),
      src: field,
      dest: field,
      process: field,
      service: field,
      src_user: field,
      action: fc.constantFrom(null, 'success' as const, 'failure' as const),
      signature_id: fc.option(fc.integer({ min: 0, max: 9999 })),
    });
    fc.assert(
      fc.property(event, (fields) => {
        const { surprises, rawScore, pValue, score } = scorerOf(small).score(authEvent(fields));
        for (const surprise of surprises)
          expect(Number.isNaN(surprise) || (surprise >= 0 && surprise <= 12)).toBe(true);
        expect([rawScore, pValue, score].every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('what makes familiar', () => {
  const nightly = (action: 'success' | 'failure'): BehaviorModel => {
    const visits = Array.from({ length: 40 }, (_, i) =>
      logon({
        time: START + (i % 20) * DAY + 2 * HOUR,
        user: 'bob',
        src: '198.51.100.7',
        dest: 'DC01',
        action,
      }),
    );
    return modelOf([...workOf(TRAINING_DAYS), ...visits].sort((a, b) => a.time - b.time));
  };
  const [succeeded, failed] = [nightly('success'), nightly('failure')].map((own) =>
    scorerOf(own).score(logon({ time: END + 2 * HOUR, user: 'bob', src: '198.51.100.7', dest: 'DC01' })),
  ) as [Scored, Scored];

  test.for(['source', 'source_network', 'destination', 'hour'])('are successes, not failures: %s', (name) => {
    expect(layer(failed, name)).toBeGreaterThan(layer(succeeded, name) + 0.5);
  });

  it('makes a source a home where failures and crowds say little', () => {
    const rates = Uint8Array.from(rateNames, (name) => (name.startsWith('source_') ? 6 : 0));
    const crowded = (src: string): Scored => {
      const [observation] = observe([{ ...ordinary('ana', END + 10 * HOUR), src }]) as [Observation];
      const scorer = scorerOf();
      return scorer.scoreObservation({ ...observation, rates }, scorer.follow(observation));
    };
    const [home, abroad] = [crowded('10.1.0.11'), crowded('10.1.0.12')];
    for (const name of ['source_users_1h', 'source_failures_1h', 'source_users_failed_1h']) {
      expect(layer(home, name)).toBeLessThanOrEqual(Math.log10(2));
      expect(layer(abroad, name)).toBeGreaterThan(1);
    }
  });
});

it('is not surprised by a new machine of one who has a new one daily', () => {
  const at = { time: END + 10 * HOUR, dest: 'PC-9999', logon_type: 10 };
  const scorer = scorerOf();
  const restless = layer(scorer.score(logon({ ...at, user: 'root-adm', src: '10.3.0.1' })), 'destination');
  const settled = layer(scorer.score(logon({ ...at, user: 'ana' })), 'destination');
  expect(restless).toBeLessThan(settled - 0.5);
});

test.for([
  { fault: { weights: {} }, message: 'the model has no weight for layer cluster_distance: train it anew' },
  {
    fault: {
      history: {
        ...model.history,
        spans: [{ index: 0, baseline: { ...model.history.spans[0]!.baseline, timeZone: 'Asia/Tokyo' } }],
      },
    },
    message: 'timeZone is Asia/Tokyo, expected UTC',
  },
])('refuses a model that is not its own: $message', ({ fault, message }) => {
  expect(() => scorerOf({ ...model, ...fault })).toThrow(new RangeError(message));
});

it('learns the accounts and their kinds from all events, the held-out ones included', () => {
  const late = Array.from({ length: 30 }, (_, i) => ({ ...ordinary('ana', END - 1000 + i), user: 'late' }));
  const own = modelOf([...workOf(TRAINING_DAYS).filter(({ time }) => time < END - 1000), ...late]);
  const users = new Set(workOf(TRAINING_DAYS).map(({ user }) => user));
  expect(own.training.accounts).toBe(users.size + 1);
  expect(createScorer(own, { decision }).history.kindOf('late')).not.toBe('new');
});

it('judges held-out events by the clusters that their accounts were in before', () => {
  const layerOf = layerNames.indexOf('cluster_given_user');
  const surprising = Object.values(model.ownNoise).filter(({ layers }) =>
    layers.some(([j]) => j === layerOf),
  );
  expect(surprising.length).toBeGreaterThan(0);
});

test.for([0, 0.001, 1])('fits no model with a share of %d held out of few', (holdoutShare) => {
  const observations = observe(workOf(1));
  expect(() => fitModel(observations, { rateState: model.rateState, holdoutShare })).toThrow(
    new RangeError(`holdoutShare is ${holdoutShare}, expected to split ${observations.length} observations`),
  );
});

const small = modelOf(workOf(5));

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}

it('tells how much it forgot for want of room', () => {
  const scorer = createScorer(model, { decision });
  expect(scorer.forgotten()).toBe(0);
  const one = observe([attack[0]!])[0]!;
  const facets = facetNames.length;
  const events = Math.ceil(150_000 / facets) + 1;
  for (let i = 0; i < events; i++)
    scorer.scoreNext({ ...one, time: one.time + i, facets: facetNames.map((name) => `${name}${i}`) });
  // What an account does for the first time is remembered of it, and of everybody.
  expect(scorer.forgotten()).toBe(2 * (events * facets - 150_000));
});
