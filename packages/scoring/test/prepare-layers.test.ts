import {
  accountKind,
  addToBaseline,
  type BaselineJson,
  baselineToJson,
  emptyBaseline,
  facetNames,
  type Observation,
  rateNames,
} from '@sidecar/features';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clusterTables } from '../src/cluster-tables.ts';
import { type CodedHistory, codedHistory, type HistoryCounts } from '../src/history/coded-history.ts';
import { layerNames } from '../src/index.ts';
import { prepareLayers } from '../src/prepare-layers.ts';

const isFull = process.env['SIDECAR_CAMPAIGN'] === 'full';
const DAY = 86_400_000;
const values = [null, 'a', 'b', 'c'];

/** Some events of accounts whose names begin with a letter. */
const eventsOf = (letter: string): fc.Arbitrary<Observation[]> =>
  fc.array(
    fc.record({
      user: fc.constantFrom(`${letter}1`, `${letter}2`, `${letter}3`),
      time: fc.integer({ min: 0, max: 40 * DAY }),
      failed: fc.boolean(),
      slot: fc.integer({ min: 0, max: 167 }),
      facets: fc.array(fc.constantFrom(...values), {
        minLength: facetNames.length,
        maxLength: facetNames.length,
      }),
      rates: fc.uint8Array({ min: 0, max: 15, minLength: rateNames.length, maxLength: rateNames.length }),
      returnBin: fc.option(fc.integer({ min: 0, max: 15 })),
    }),
    { minLength: 1, maxLength: 12 },
  );

function jsonOf(events: readonly Observation[]): BaselineJson {
  const baseline = emptyBaseline('UTC');
  for (const event of events) addToBaseline(baseline, event, event.slot % 2);
  return baselineToJson(baseline);
}

const clusters = clusterTables({
  k: 2,
  centroids: [[0], [1]],
  curve: [],
  distances: [[[0, 1]], [[0, 1]]],
  signatures: [[['a', 3]], [['b', 2]]],
});

/** All surprises of an event, but those of the behaviour row; and what of it is unknown. */
function judged(
  history: CodedHistory,
  counts: HistoryCounts,
): (event: Observation) => [number[], readonly number[]] {
  const tables = prepareLayers(history, counts, clusters, (user) => accountKind(user, undefined));
  return (event) => {
    const look = tables.lookOf(event);
    const surprises = [...look.surprises];
    tables.addRates(surprises, event.rates, look);
    tables.addHour(surprises, event.slot, look);
    return [[...surprises.slice(3), ...look.account.clusters], look.unknown];
  };
}

it('what is left without a part judges as if the part had never been', () => {
  fc.assert(
    fc.property(eventsOf('x'), eventsOf('y'), eventsOf('z'), (first, second, third) => {
      const parts = [first, second, third];
      const all = codedHistory(parts.map(jsonOf), 'UTC');
      parts.forEach((_, gone) => {
        const rest = codedHistory(
          parts.filter((_part, i) => i !== gone).map((part) => jsonOf(part)),
          'UTC',
        );
        const [left, never] = [judged(all, all.without(gone)), judged(rest, rest.all)];
        for (const event of parts.flat()) {
          const [surprises, unknown] = left(event);
          const [expected, expectedUnknown] = never(event);
          expect(unknown).toEqual(expectedUnknown);
          surprises.forEach((surprise, j) => {
            if (Number.isNaN(expected[j])) expect(surprise, layerNames[j + 3]).toBeNaN();
            else expect(surprise, layerNames[j + 3]).toBeCloseTo(expected[j]!, 9);
          });
        }
      });
    }),
    { numRuns: isFull ? 1000 : 30 },
  );
});

it('a value is unknown to an account unless it succeeded with it', () => {
  fc.assert(
    fc.property(eventsOf('x'), eventsOf('x'), (past, future) => {
      const history = codedHistory([jsonOf(past)], 'UTC');
      const tables = prepareLayers(history, history.all, clusters, (user) => accountKind(user, undefined));
      for (const event of future) {
        const succeeded = past.filter(({ user, failed }) => user === event.user && !failed);
        const unknown = [...facetNames.keys()].filter(
          (f) => event.facets[f] !== null && !succeeded.some(({ facets }) => facets[f] === event.facets[f]),
        );
        expect(tables.lookOf(event).unknown).toEqual(unknown);
      }
    }),
  );
});

it('finds a way to fail as usual as it is, and what came with it hardly known', () => {
  const usual: Observation = {
    user: 'x1',
    time: 0,
    failed: true,
    slot: 9,
    facets: facetNames.map(() => 'bad'),
    rates: new Uint8Array(rateNames.length),
    returnBin: null,
  };
  const success = { ...usual, failed: false, facets: facetNames.map(() => 'good') };
  const history = codedHistory(
    [jsonOf([...Array.from({ length: 60 }, () => success), ...Array.from({ length: 30 }, () => usual)])],
    'UTC',
  );
  const [surprises] = judged(history, history.all)(usual);
  const of = (name: string): number => surprises[layerNames.indexOf(name) - 3]!;
  expect(of('organisation_signature')).toBeLessThan(0.7);
  expect(of('organisation_process')).toBeGreaterThan(1.3);
});
