import { type AuthEvent } from '@sidecar/events';
import { addToFacet, facetNames, RATE_BINS, rateNames } from '@sidecar/features';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { describeRate } from '../src/explain/describe-rate.ts';
import { frequency } from '../src/explain/frequency.ts';
import { techniqueHint } from '../src/explain/technique.ts';
import { topicOfLayer } from '../src/explain/topic.ts';
import {
  combineLayers,
  type Context,
  createExplainer,
  createScorer,
  type Explanation,
  layerNames,
  layerWeights,
  oneIn,
  ORDINARY_SURPRISE,
  type Scored,
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
  ordinary,
  workOf,
} from './small-company.ts';

// Every layer has its votes, so that each can lead.
const scorer = createScorer({ ...model, weights: layerWeights([]) }, { decision });
const explain = createExplainer(scorer);
const quiet = workOf(5, { from: END }).map((event) => scorer.score(event));
const odd = attack.map((event) => scorer.score(event));
const day = odd[0]!;

const nothingUnusual: Context = { neighbours: 0, neighbourEvents: 0, oddDays: 0, oddDayCount: 0 };

/** An event that is odd in one layer alone, and in nothing around it. */
function oddIn(name: string, scored: Scored = day): Scored {
  const surprises = layerNames.map((layer) => (layer === name ? 8 : 0));
  return { ...scored, surprises, recent: { ...scored.recent, context: nothingUnusual } };
}

const points = ({ reasons }: Explanation): number =>
  reasons.reduce((sum, reason) => sum + reason.contribution, 0);

describe('reasons', () => {
  it('add up to the score, largest first, and none is negative', () => {
    for (const scored of [...quiet, ...odd]) {
      const explanation = explain(scored);
      expect(Math.abs(points(explanation) - scored.score)).toBeLessThan(1e-9);
      const named = explanation.reasons
        .filter(({ code }) => code !== 'other')
        .map((reason) => reason.contribution);
      expect(named).toEqual(named.toSorted((a, b) => b - a));
      expect(Math.min(...explanation.reasons.map(({ contribution }) => contribution))).toBeGreaterThan(-1e-9);
    }
  });

  it('name each topic once, and sum up as other what is below a twentieth of the score', () => {
    for (const scored of odd) {
      const { reasons } = explain(scored);
      const codes = reasons.map(({ code }) => code);
      expect(new Set(codes).size).toBe(codes.length);
      for (const { code, contribution } of reasons.slice(1))
        if (code !== 'other') expect(contribution).toBeGreaterThanOrEqual(0.05 * scored.score);
    }
  });

  it('rest on the account’s history, its days rounded up', () => {
    const { reasons } = explain(quiet.find(({ observation }) => observation.user === 'svc-backup')!);
    expect(reasons[0]).toMatchObject({ baseline_events: 28 * 24, baseline_days: 28 });
  });

  it('of an event that nothing is odd about are one, with nothing to say', () => {
    const { reasons, counterfactual } = explain({ ...quiet[0]!, score: 0, pValue: 1 });
    expect(reasons.map(({ contribution }) => contribution)).toEqual([0, 0]);
    expect(counterfactual).toBe('');
  });

  it('do not blame what the event lacks', () => {
    const { reasons } = explain(scorer.score(authEvent({ time: END + 9 * DAY, user: 'nobody' })));
    const lacking = facetNames.filter((name) => name !== 'source_scope');
    expect(reasons.filter(({ code }) => (lacking as readonly string[]).includes(code))).toEqual([]);
  });

  it('say what is typical and what was seen', () => {
    const { reasons } = explain(oddIn('source'));
    expect(reasons[0]).toMatchObject({
      code: 'source',
      typical: '10.1.0.11 (100 %)',
      actual: '203.0.113.66 (never before)',
    });
    const night = explain(oddIn('hour', scorer.score(ordinary('ana', END + 9 * DAY + 3.2 * HOUR))));
    expect(night.reasons[0]).toMatchObject({ code: 'hour', actual: 'Wednesday 03:12' });
    expect(night.reasons[0]!.typical).toMatch(/^0\d:00-1\d:00$/);
    const cluster = explain(oddIn('cluster_given_user')).reasons[0]!;
    expect(cluster.typical).toMatch(/^cluster \d \(\d+ %\), cluster \d \(\d+ %\)$/);
    expect(cluster.actual).toMatch(/^cluster \d \((\d+|under 1) %\)$/);
  });

  it('tell equally common values in the order of the alphabet', () => {
    const counts = structuredClone(day.history.countsOf('ana')!);
    const source = facetNames.indexOf('source');
    counts.succeeded.facets[source] = new Map([
      ['WS-2', 4],
      ['WS-3', 4],
      ['WS-1', 4],
    ]);
    const history = { ...day.history, countsOf: () => counts };
    expect(explain({ ...oddIn('source'), history }).reasons[0]!.typical).toBe('WS-1 (33 %), WS-2 (33 %)');
  });

  it('tell a source where only failures came from, and how often a value was there', () => {
    const counts = structuredClone(day.history.countsOf('ana')!);
    addToFacet(counts.failed, facetNames.indexOf('source'), '203.0.113.66', 7);
    const history = { ...day.history, countsOf: () => counts };
    const reason = explain({ ...oddIn('source'), history }).reasons[0]!;
    expect(reason.actual).toBe('203.0.113.66 (never before with success)');
    const usual = explain(
      oddIn(
        'source',
        quiet.find(({ observation }) => observation.user === 'svc-backup')!,
      ),
    );
    expect(usual.reasons[0]!.actual).toBe('10.2.0.1 (672 of 672 events)');
  });
});

describe('a sentence', () => {
  test.for(layerNames.map((name, j) => ({ name, code: topicOfLayer[j]!.code })))(
    'says in words what layer $name saw',
    ({ name, code }) => {
      for (const scored of [day, odd[1]!, { ...day, observation: { ...day.observation, user: 'nobody' } }]) {
        const { reasons, sentence, counterfactual } = explain(oddIn(name, scored));
        expect(reasons[0]!.code).toBe(code);
        expect(sentence).toContain(reasons[0]!.actual);
        expect(`${sentence} ${counterfactual}`).not.toMatch(/undefined|null|NaN|Infinity|_|: :|\.\.|\+/);
        expect(sentence).toMatch(
          /^\w+ (did something unusual|failed in an unusual way) \((about|fewer than) 1 in [\d,]+ events\): .+\.$/,
        );
      }
    },
  );

  it('names the three leading reasons and says how usual things were', () => {
    const first = explain(day);
    const named = first.reasons.filter(({ code }) => code !== 'other');
    for (const { actual } of named.slice(0, 3)) expect(first.sentence).toContain(actual);
    for (const { actual } of named.slice(3)) expect(first.sentence).not.toContain(`: ${actual}`);
    expect(explain(oddIn('source')).sentence).toBe(
      'ana did something unusual (fewer than 1 in 35,000 events): ' +
        'from an unusual source: 203.0.113.66 (never before), usually 10.1.0.11 (100 %).',
    );
  });

  it('says when little or nothing is known of the account', () => {
    const told = (scored: Scored): string => explain(scored).sentence;
    expect(told(scorer.score(ordinary('stranger', END + 9 * DAY)))).toMatch(/ The account has no history\.$/);
    expect(told({ ...day, confidence: 0.2 })).toMatch(/ Little is known of this account yet\.$/);
    expect(told({ ...day, confidence: 0.6 })).not.toMatch(/history|Little/);
  });

  test.for(['__proto__', 'constructor', 'toString'])(
    'serves an account, a source and a process called %s',
    (name) => {
      const event: AuthEvent = logon({
        time: END + 9 * DAY,
        user: name,
        src: name,
        dest: name,
        process: name,
      });
      const scored = scorer.score(event);
      const { sentence, reasons } = explain(oddIn('process', scored));
      expect(sentence.startsWith(`${name} did something unusual`)).toBe(true);
      expect(reasons[0]!.actual).toBe(`${name} (never before)`);
      expect(Math.abs(points(explain(scored)) - scored.score)).toBeLessThan(1e-9);
    },
  );
});

describe('a counterfactual', () => {
  const frequencies = (text: string): number[] =>
    [...text.matchAll(/1 in ([\d,]+)/g)].map(([, number]) => Number(number!.replaceAll(',', '')));

  it('makes what is odd more ordinary', () => {
    const unusual = quiet.filter(({ pValue }) => pValue < 0.1);
    expect(unusual.length).toBeGreaterThan(10);
    for (const scored of unusual) {
      const [would, does] = frequencies(explain(scored).counterfactual);
      expect(would!).toBeLessThan(does!);
    }
  });

  it('says so where no few changes would help', () => {
    expect(explain(day).counterfactual).toMatch(
      /^Even with a usual hour, [a-z ]+, [a-z ]+ and [a-z ]+ it would be fewer than 1 in 35,000 events\.$/,
    );
  });

  it('changes no more than it takes: one thing where one is odd', () => {
    expect(explain({ ...oddIn('source'), pValue: 1e-3 }).counterfactual).toBe(
      'With a usual source it would be more than 1 in 2 events instead of about 1 in 1,000.',
    );
    expect(explain({ ...oddIn('user_failures_1h'), pValue: 1e-3 }).counterfactual).toContain(
      'With a usual number of failures of the account in an hour it',
    );
    expect(explain({ ...oddIn('signature+process'), pValue: 1e-3 }).counterfactual).toContain(
      'With a usual pair of signature and process it',
    );
  });

  it('is not needed for one in five events', () => {
    expect(explain({ ...quiet[0]!, pValue: 0.2 }).counterfactual).toBe('');
  });
});

describe('what happened before', () => {
  const burst: Context = { neighbours: 0.3, neighbourEvents: 11.6, oddDays: 0, oddDayCount: 0 };
  const nights: Context = { neighbours: 0, neighbourEvents: 0, oddDays: 0.3, oddDayCount: 2.7 };
  /** An event at an odd hour, and with that before it. */
  const after = (context: Context): Scored => {
    const scored = oddIn('hour');
    return { ...scored, pValue: 1e-3, recent: { ...scored.recent, context } };
  };

  it('has its share of the score, as it adds to the raw score', () => {
    const both = { ...burst, oddDays: 0.1, oddDayCount: 1 };
    const scored = after(both);
    const { reasons } = explain(scored);
    expect(points({ reasons } as Explanation)).toBeCloseTo(scored.score, 9);
    const raw = combineLayers(scored.surprises, scorer.weights) + 0.4;
    const share = (code: string): number => reasons.find((one) => one.code === code)!.contribution;
    expect(share('recent_events')).toBeCloseTo((scored.score * 0.3) / raw, 9);
    expect(share('recent_odd_hours')).toBeCloseTo((scored.score * 0.1) / raw, 9);
  });

  it('is no reason if it was nothing', () => {
    const codes = explain(after(nothingUnusual)).reasons.map(({ code }) => code);
    expect(codes).toEqual(['hour', 'other']);
  });

  test.for([
    [burst, 'together with about 12 other unusual events of the same source or account within the hour'],
    [{ ...burst, neighbourEvents: 0.4 }, 'together with another unusual event of the same source or account'],
    [
      { ...burst, neighbourEvents: 1234 },
      'together with about 1,234 other unusual events of the same source',
    ],
    [nights, 'after unusual hours on about 3 other days of the last two weeks'],
    [{ ...nights, oddDayCount: 0.2 }, 'after unusual hours on another day of the last two weeks'],
  ] as const)('is told in words: %j', ([context, words]) => {
    expect(explain(after(context)).sentence).toContain(words);
  });

  test.for([
    [burst, 'With nothing unusual in the hour before and a usual hour it would be more than 1 in 2 events'],
    [nights, 'With no unusual hours in the two weeks before and a usual hour it would be more than 1 in 2'],
  ] as const)('would have been different: %j', ([context, words]) => {
    expect(explain(after(context)).counterfactual).toContain(words);
  });

  it('is what a counterfactual takes away where it is all there is', () => {
    const scored = { ...after(burst), surprises: layerNames.map(() => 0) };
    expect(explain(scored).counterfactual).toBe(
      'With nothing unusual in the hour before it would be more than 1 in 2 events instead of about 1 in 1,000.',
    );
  });

  it('leads in the events of an attack, whose contributions still add up', () => {
    const contexts = odd.filter(({ recent }) => recent.context.neighbours > 0);
    expect(contexts.length).toBeGreaterThan(20);
    for (const scored of contexts) expect(points(explain(scored))).toBeCloseTo(scored.score, 9);
  });
});

describe('a name that never succeeded', () => {
  const unknown = { ...odd[1]!, observation: { ...odd[1]!.observation, user: 'guess' } };
  const told = explain(oddIn('stranger', unknown));

  it('is told in words', () => {
    expect(told.reasons[0]).toMatchObject({ code: 'stranger', actual: 'never succeeded' });
    expect(told.sentence).toContain('with a name that never succeeded');
    expect(told.mitre_technique).toBe('T1110.003');
    const { counterfactual } = explain({ ...oddIn('stranger', unknown), pValue: 1e-3 });
    expect(counterfactual).toMatch(/^With the name of an account that succeeds it would be/);
  });

  test.for([
    [1, '1 failure'],
    [1200, '1,200 failures'],
  ] as const)('is told with the failures it had before: %d', ([failures, words]) => {
    const counts = structuredClone(day.history.countsOf('ana')!);
    counts.succeeded.events = 0;
    counts.failed.events = failures;
    const history = { ...day.history, countsOf: () => counts };
    const { reasons } = explain({ ...oddIn('stranger', odd[1]!), history });
    expect(reasons[0]!.actual).toBe(`never succeeded (${words} before)`);
  });
});

it('names no ordinary thing as a reason: what is neither large nor unusual is other', () => {
  const surprises = layerNames.map((name) => (name === 'source' ? 3 : ORDINARY_SURPRISE));
  const { reasons, sentence } = explain({ ...oddIn('source'), surprises });
  expect(reasons.map(({ code }) => code)).toEqual(['source', 'other']);
  expect(sentence).not.toContain('hour');
});

describe('a rate in words', () => {
  const bins = (bin: number): Float64Array =>
    Float64Array.from({ length: RATE_BINS }, (_, b) => (b === bin ? 3 : 0));
  test.for([
    ['user_failures_1h', 0, 0, '0 failures of the account in an hour', 'at most 0'],
    ['user_failures_1h', 1, 0, '1 failure of the account in an hour', 'at most 0'],
    ['source_users_failed_24h', 2, 1, '2 to 3 accounts failing from the source in a day', 'at most 1'],
    ['user_destinations_1h', 5, 4, '16 to 31 destinations of the account in an hour', 'at most 15'],
    ['source_failures_1h', 15, 15, '16384 or more failures from the source in an hour', '16384 or more'],
    ['user_silence', 0, 0, '0 to 6 days of silence', 'at most 6'],
    ['user_silence', 1, 0, '7 to 10 days of silence', 'at most 6'],
    ['user_silence', 2, 1, '10 to 21 days of silence', 'at most 10'],
    ['user_silence', 8, 8, '682 or more days of silence', '682 or more'],
  ] as const)('%s in bin %d, before in bin %d', ([name, bin, before, actual, typical]) => {
    expect(describeRate(name, bin, bins(before))).toEqual({ actual, typical });
  });

  it('has no history without events', () => {
    expect(describeRate('user_silence', 3).typical).toBe('no history');
    expect(describeRate('user_silence', 3, new Float64Array(RATE_BINS)).typical).toBe('no history');
  });

  it('has words for every rate', () => {
    for (const name of rateNames)
      expect(describeRate(name, 3, bins(1)).actual).toMatch(/^\d+ to \d+ [a-z ]+$/);
  });
});

describe('a technique', () => {
  const failed = { observation: { ...day.observation, failed: true } } as Scored;
  const succeeded = { observation: { ...day.observation, failed: false } } as Scored;
  test.for([
    { codes: ['source_users_failed_24h'], scored: failed, technique: 'T1110.003' },
    { codes: ['user_failures_1h'], scored: failed, technique: 'T1110.001' },
    { codes: ['user_failures_1h', 'hour'], scored: succeeded, technique: 'T1078' },
    { codes: ['user_failures_1h'], scored: succeeded, technique: null },
    { codes: ['user_tickets_1h', 'source'], scored: succeeded, technique: 'T1558.003' },
    { codes: ['source_kind+destination_kind'], scored: succeeded, technique: 'T1021' },
    { codes: ['user_destinations_1h'], scored: succeeded, technique: 'T1021' },
    { codes: ['source_user'], scored: succeeded, technique: 'T1134' },
    { codes: ['source_network', 'destination'], scored: succeeded, technique: 'T1078' },
    { codes: ['process', 'other', 'cluster'], scored: failed, technique: 'T1110' },
    { codes: [], scored: failed, technique: null },
  ])('of $codes is $technique', ({ codes, scored, technique }) => {
    expect(techniqueHint(codes, scored)).toBe(technique);
  });

  it('is written as ATT&CK writes it, whatever leads', () => {
    for (const topic of topicOfLayer) {
      const hint = techniqueHint([topic.code], failed);
      if (hint !== null) expect(hint).toMatch(/^T\d{4}(\.\d{3})?$/);
    }
  });
});

test.for([
  [1, 'more than 1 in 2'],
  [0.5, 'about 1 in 2'],
  [0.1, 'about 1 in 10'],
  [0.000123, 'about 1 in 8,100'],
  [1.001e-5, 'about 1 in 100,000'],
  [0.999e-5, 'fewer than 1 in 100,000'],
  [1e-300, 'fewer than 1 in 100,000'],
] as const)('p = %d, learned from 1,000 events, is %s', ([p, words]) => {
  expect(frequency(p, { events: 1000 })).toBe(words);
});

test.for([
  [1, 1],
  [0.5, 2],
  [0.000123, 8100],
  [1e-300, 1e300],
])('p = %d is one in %d', ([p, n]) => {
  expect(oneIn(p!)).toBe(n);
});

test('rounds what lies between two digits as JavaScript does', () => {
  for (let twentieths = 20; twentieths < 20_000; twentieths++) {
    const p = 1 / (twentieths / 20);
    expect(oneIn(p)).toBe(Math.max(1, Number((1 / p).toPrecision(2))));
  }
});

it('rounds to two significant digits as JavaScript does, of any p-value', () => {
  const pValues = fc.oneof(
    fc.double({ min: 1e-300, max: 1, noNaN: true }),
    fc
      .integer({ min: 1, max: 9999 })
      .chain((digits) => fc.nat(14).map((zeros) => 1 / (digits * 10 ** (zeros - 2)))),
  );
  fc.assert(
    fc.property(pValues, (p) => {
      expect(oneIn(p)).toBe(Math.max(1, Number((1 / p).toPrecision(2))));
    }),
    { numRuns: 2000 },
  );
});

it('counts every layer to one topic: its own, or that of what it is about', () => {
  const topicOf = Object.fromEntries(layerNames.map((name, j) => [name, topicOfLayer[j]!.code]));
  for (const name of facetNames)
    expect([topicOf[name], topicOf[`organisation_${name}`]]).toEqual([name, name]);
  for (const name of rateNames) expect(topicOf[name]).toBe(name);
  expect(topicOf).toMatchObject({
    cluster_distance: 'cluster',
    cluster_given_user: 'cluster',
    signature_given_cluster: 'cluster',
    hour: 'hour',
    organisation_hour: 'hour',
    account_at_source: 'source',
    account_at_destination: 'destination',
  });
});
