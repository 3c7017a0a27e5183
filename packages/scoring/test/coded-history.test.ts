import {
  addToBaseline,
  type AccountCounts,
  type Baseline,
  type BaselineJson,
  baselineToJson,
  emptyBaseline,
  facetNames,
  mergeIntoBaseline,
  type Observation,
  rateNames,
} from '@sidecar/features';
import { createRandom } from '@sidecar/numeric';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { accountCountsOf } from '../src/history/account-counts-of.ts';
import { kindsIn } from '../src/history/kinds-in.ts';
import { codedHistory } from '../src/history/coded-history.ts';

const names = ['ana', 'bob', 'constructor', '__proto__', 'zoe'];
const values = [null, 'a', 'b', 'c', 'ana', '__proto__'];

const observation: fc.Arbitrary<Observation> = fc.record({
  user: fc.constantFrom(...names),
  time: fc.integer({ min: 0, max: 1e9 }),
  failed: fc.boolean(),
  slot: fc.integer({ min: 0, max: 167 }),
  facets: fc.array(fc.constantFrom(...values), {
    minLength: facetNames.length,
    maxLength: facetNames.length,
  }),
  rates: fc.uint8Array({ min: 0, max: 15, minLength: rateNames.length, maxLength: rateNames.length }),
  returnBin: fc.option(fc.integer({ min: 0, max: 15 })),
});
const spans = fc.array(
  fc.array(fc.tuple(observation, fc.integer({ min: 0, max: 5 })), { maxLength: 12 }).map((events) => {
    const baseline = emptyBaseline('UTC');
    for (const [one, cluster] of events) addToBaseline(baseline, one, cluster);
    return baseline;
  }),
  { minLength: 1, maxLength: 4 },
);

/** What is counted of an account, in an order of its own. */
function sorted(counts: AccountCounts | undefined): unknown {
  if (counts === undefined) return undefined;
  const tally = (map: ReadonlyMap<string, number>): unknown => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  const outcome = ({ events, hours, facets }: AccountCounts['succeeded']): unknown => ({
    events,
    hours: [...hours],
    facets: facets.map(tally),
  });
  const { succeeded, failed, rates, clusters } = counts;
  return {
    succeeded: outcome(succeeded),
    failed: outcome(failed),
    rates: rates.map((bins) => [...bins]),
    clusters: tally(clusters),
  };
}

function merged(parts: readonly Baseline[]): Baseline {
  const all = emptyBaseline('UTC');
  for (const part of parts) mergeIntoBaseline(all, part);
  return all;
}

describe('a history as numbers', () => {
  it('holds what its parts hold together, and without a part what is left', () => {
    fc.assert(
      fc.property(spans, (parts) => {
        const coded = codedHistory(parts.map(baselineToJson), 'UTC');
        const whole = merged(parts);
        const check = (baseline: Baseline, counts: typeof coded.all): void => {
          expect([counts.events, counts.failures]).toEqual([baseline.events, baseline.failures]);
          for (const user of [...names, 'nobody']) {
            const row = coded.rowOf(user);
            expect(sorted(accountCountsOf(coded, counts, row))).toEqual(sorted(baseline.accounts.get(user)));
            // Times are no sums: they stay what they were.
            const { firstTime, lastTime } = whole.accounts.get(user) ?? {};
            expect([coded.firstTimes[row], coded.lastTimes[row]]).toEqual([firstTime, lastTime]);
          }
        };
        check(whole, coded.all);
        parts.forEach((_, i) => check(merged(parts.filter((_one, other) => other !== i)), coded.without(i)));
        // What was taken out is there still.
        check(whole, coded.all);
      }),
    );
  });

  it('numbers accounts in the order of their names, and each value of a facet once', () => {
    fc.assert(
      fc.property(spans, (parts) => {
        const coded = codedHistory(parts.map(baselineToJson), 'UTC');
        expect(coded.accounts).toEqual([...merged(parts).accounts.keys()].sort());
        coded.all.facets.forEach(({ shape }, f) => {
          for (let code = 0; code < shape.values; code++)
            expect(coded.codeOf(f, coded.valueOf(f, code))).toBe(code);
          for (let row = 0; row < shape.rows; row++) {
            const codes = Array.from(shape.codes.subarray(shape.starts[row], shape.starts[row + 1]));
            expect(codes).toEqual([...new Set(codes)].sort((a, b) => a - b));
          }
        });
        expect(coded.codeOf(0, 'no such value')).toBe(-1);
      }),
    );
  });
});

it('takes hundreds of values, in whatever order the parts bring them', () => {
  const random = createRandom('history');
  const parts = Array.from({ length: 3 }, () => {
    const baseline = emptyBaseline('UTC');
    for (let i = 0; i < 400; i++) {
      const facets = facetNames.map(() => `v${Math.floor(500 * random.next())}`);
      addToBaseline(baseline, { ...one, user: names[i % names.length]!, failed: i % 3 === 0, facets });
    }
    return baseline;
  });
  const coded = codedHistory(parts.map(baselineToJson), 'UTC');
  const whole = merged(parts);
  coded.all.facets.forEach(({ shape }, f) => {
    for (let code = 0; code < shape.values; code++)
      expect(coded.codeOf(f, coded.valueOf(f, code))).toBe(code);
  });
  for (const user of names)
    expect(sorted(accountCountsOf(coded, coded.all, coded.rowOf(user)))).toEqual(
      sorted(whole.accounts.get(user)),
    );
});

it('tells the kind of an account from all of the history', () => {
  const night = (hour: number, user: string): Observation => ({ ...one, user, slot: hour });
  const parts = [
    Array.from({ length: 15 }, () => night(2, 'robot')),
    [
      ...Array.from({ length: 15 }, () => night(3, 'robot')),
      ...Array.from({ length: 15 }, () => night(9, 'ana')),
    ],
    Array.from({ length: 15 }, () => night(10, 'ana')),
  ];
  const kindOf = kindsIn(
    codedHistory(
      parts.map((events) => json(...events)),
      'UTC',
    ),
  );
  expect(['robot', 'ana', 'nobody', 'PC-1$'].map(kindOf)).toEqual(['service', 'person', 'new', 'machine']);
});

const one: Observation = {
  user: 'ana',
  time: 0,
  failed: false,
  slot: 3,
  facets: facetNames.map(() => 'a'),
  rates: new Uint8Array(rateNames.length),
  returnBin: null,
};
const json = (...events: Observation[]): BaselineJson => {
  const baseline = emptyBaseline('UTC');
  for (const event of events) addToBaseline(baseline, event, 2);
  return baselineToJson(baseline);
};
const good = json(one, { ...one, user: 'bob' });
const changed = (counts: (all: number[]) => void): BaselineJson => {
  const all = [...good.counts];
  counts(all);
  return { ...good, counts: all };
};

test.for([
  ['zone', { ...good, timeZone: 'Asia/Tokyo' }, 'timeZone is Asia/Tokyo, expected UTC'],
  ['end', changed((all) => all.pop()), 'counts end within an account: the model is damaged'],
  ['text', changed((all) => (all[0] = 99)), 'counts refer to no text: the model is damaged'],
  [
    'fraction',
    changed((all) => (all[3] = 0.5)),
    'counts hold 0.5, expected whole numbers from 0: the model is damaged',
  ],
  [
    'sign',
    changed((all) => (all[3] = -1)),
    'counts hold -1, expected whole numbers from 0: the model is damaged',
  ],
  [
    'hour',
    changed((all) => (all[5] = 168)),
    'counts hold 168, expected whole numbers from 0 and below 168: the model is damaged',
  ],
  ['size', changed((all) => (all[3] = 2 ** 32)), '4294967297 events in one place, expected below 2^32'],
  [
    'order',
    { ...good, texts: good.texts.map((text) => (text === 'ana' ? 'bob' : text === 'bob' ? 'ana' : text)) },
    'accounts are not in ascending order: the model is damaged',
  ],
] as const)('refuses a damaged history: %s', ([, damaged, message]) => {
  expect(() => codedHistory([good], 'UTC')).not.toThrow();
  expect(() => codedHistory([good, damaged], 'UTC')).toThrow(new RangeError(message));
});
