import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  addToBaseline,
  type Baseline,
  createBaselineCounter,
  createObserver,
  emptyBaseline,
  type Observation,
} from '../src/index.ts';
import { eventStream } from './auth-event.ts';

/** Order of accounts and of values included, as sums of logarithms depend on it in their last bits. */
function inFull({ accounts, ...rest }: Baseline): unknown {
  const tallies = (counts: { readonly facets: readonly Map<string, number>[] }): unknown =>
    counts.facets.map((tally) => [...tally]);
  return [
    rest,
    [...accounts].map(([user, { succeeded, failed, clusters, ...counts }]) => [
      user,
      counts,
      [succeeded, failed].map((outcome) => [outcome.events, [...outcome.hours], tallies(outcome)]),
      [...clusters],
    ]),
  ];
}

function observed(events: Parameters<ReturnType<typeof createObserver>['observe']>[0][]): Observation[] {
  return events.map(createObserver({ timeZone: 'UTC' }).observe);
}

it('counts what `addToBaseline` counts, in the same order', () => {
  fc.assert(
    fc.property(eventStream(), fc.boolean(), (events, withClusters) => {
      const expected = emptyBaseline('UTC');
      const counter = createBaselineCounter('UTC');
      for (const observation of observed(events)) {
        const cluster = withClusters ? observation.slot % 3 : undefined;
        addToBaseline(expected, observation, cluster);
        counter.add(observation, cluster);
      }
      expect(inFull(counter.baseline())).toEqual(inFull(expected));
    }),
  );
});

it('keeps apart what accounts and outcomes share a list of facets', () => {
  fc.assert(
    fc.property(eventStream(), (events) => {
      const expected = emptyBaseline('UTC');
      const counter = createBaselineCounter('UTC');
      const observations = observed(events);
      for (const observation of observations) {
        const shared = { ...observation, facets: observations[0]!.facets };
        addToBaseline(expected, shared);
        counter.add(shared);
      }
      expect(inFull(counter.baseline())).toEqual(inFull(expected));
    }),
  );
});

it('counts more looks than it holds at once', () => {
  const [one] = observed([{ ...eventOf(), user: 'ana' }]);
  const expected = emptyBaseline('UTC');
  const counter = createBaselineCounter('UTC');
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 70_000; i++) {
      const observation = { ...one!, facets: [`v${i % 7}`] };
      addToBaseline(expected, observation);
      counter.add(observation);
    }
  }
  expect(inFull(counter.baseline())).toEqual(inFull(expected));
});

function eventOf(): Parameters<ReturnType<typeof createObserver>['observe']>[0] {
  return fc.sample(eventStream(), { seed: 1, numRuns: 20 }).flat()[0]!;
}
