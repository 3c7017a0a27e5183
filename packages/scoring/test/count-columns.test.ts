import {
  addToBaseline,
  type BaselineJson,
  baselineToJson,
  createObserver,
  emptyBaseline,
  type Observation,
} from '@sidecar/features';
import { createRandom } from '@sidecar/numeric';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createColumnCounter } from '../src/counting/count-columns.ts';
import { columnsPart, observationsOf } from '../src/index.ts';
import { END, HOUR, logon, workOf } from './small-company.ts';

const clusterOf = ({ slot }: Pick<Observation, 'slot'>): number => slot % 3;

function byOne(observations: readonly Observation[], withClusters: boolean): BaselineJson {
  const baseline = emptyBaseline('UTC');
  for (const one of observations) addToBaseline(baseline, one, withClusters ? clusterOf(one) : undefined);
  return baselineToJson(baseline);
}

const drawn = fc.array(
  fc.record({
    pause: fc.nat(20 * HOUR),
    user: fc.constantFrom('ana', 'bob', '__proto__', 'toString'),
    src: fc.constantFrom(null, '10.0.0.1', 'WS-1', 'constructor'),
    dest: fc.constantFrom('FILE01', 'FILE02'),
    action: fc.constantFrom('success' as const, 'failure' as const),
    signature_id: fc.constantFrom(4624, 4625, 4769),
  }),
  { maxLength: 50 },
);

function observed(draws: typeof drawn extends fc.Arbitrary<infer D> ? D : never): Observation[] {
  const observer = createObserver({ timeZone: 'UTC' });
  let time = END;
  return draws.map(({ pause, ...fields }) => observer.observe(logon({ time: (time += pause), ...fields })));
}

it('counts what `addToBaseline` counts one by one', () => {
  fc.assert(
    fc.property(drawn, fc.boolean(), fc.nat(50), (draws, withClusters, cut) => {
      const observations = observed(draws);
      const events = observationsOf(observations);
      const counter = createColumnCounter(events, 'UTC', 3);
      for (const columns of events.columns(0, events.size)) {
        for (const part of [columnsPart(columns, 0, cut), columnsPart(columns, cut, columns.size)]) {
          const cluster = (i: number): number => clusterOf({ slot: part.slots[i]! });
          counter.add(part, withClusters ? cluster : undefined);
        }
      }
      expect(counter.take()).toEqual(byOne(observations, withClusters));
    }),
  );
});

it('counts hundreds of accounts of hundreds of values', () => {
  const random = createRandom('accounts');
  const user = (): string => `user${Math.floor(700 * random.next())}`;
  const observer = createObserver({ timeZone: 'UTC' });
  const observations = Array.from({ length: 4000 }, (_, i) =>
    observer.observe(
      logon({ time: END + i * 1000, user: user(), dest: `PC-${Math.floor(90 * random.next())}` }),
    ),
  );
  const events = observationsOf(observations);
  const counter = createColumnCounter(events, 'UTC');
  const [columns] = events.columns(0, events.size);
  for (const [from, to] of [
    [0, 2500],
    [2500, 4000],
  ] as const) {
    counter.add(columnsPart(columns!, from, to));
    expect(counter.take()).toEqual(byOne(observations.slice(from, to), false));
  }
});

it('begins anew when it was asked', () => {
  fc.assert(
    fc.property(drawn, fc.nat(50), (draws, cut) => {
      const observations = observed(draws);
      const events = observationsOf(observations);
      const counter = createColumnCounter(events, 'UTC');
      const counted = [
        [0, cut],
        [cut, events.size],
      ].map(([from, to]) => {
        for (const columns of events.columns(from!, to!)) counter.add(columns);
        return counter.take();
      });
      const parts = [observations.slice(0, cut), observations.slice(cut)];
      expect(counted).toEqual(parts.map((part) => byOne(part, false)));
    }),
  );
});

it('gives observations back as they were, one by one and in columns', () => {
  const observations = workOf(2).map(createObserver({ timeZone: 'UTC' }).observe);
  const events = observationsOf(observations);
  expect([...events.between(3, 9)]).toEqual(observations.slice(3, 9));
  const [columns] = events.columns(3, 9);
  expect(Array.from(columns!.looks, (look) => events.lookAt(look).facets)).toEqual(
    observations.slice(3, 9).map(({ facets }) => facets),
  );
  expect([...columns!.times]).toEqual(observations.slice(3, 9).map(({ time }) => time));
});
