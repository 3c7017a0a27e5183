import { createRandom } from '@sidecar/numeric';
import { expect, it } from 'vitest';
import { layerNames, layerWeights } from '../src/index.ts';
import { layerQuestions } from '../src/layer-questions.ts';

/** Independent surprises per event, as the layers of a quiet day; `change` makes them less so. */
function judged(events: number, change: (surprises: number[], i: number) => void = () => {}): number[][] {
  const random = createRandom('layers');
  return Array.from({ length: events }, (_, i) => {
    const surprises = layerNames.map(() => -Math.log10(1 - random.next()));
    change(surprises, i);
    return surprises;
  });
}

const layer = (name: string): number => layerNames.indexOf(name);
const sum = (weights: Record<string, number>): number =>
  Object.values(weights).reduce((total, weight) => total + weight, 0);
const votes = layerWeights([]);

it('asks every layer one question', () => {
  const asked = layerQuestions.flatMap(({ layers }) => layers);
  expect(asked.toSorted()).toEqual(layerNames.toSorted());
});

it('shares the votes of a question evenly, all layers named, sum 1', () => {
  expect(Object.keys(votes)).toEqual(layerNames);
  expect(sum(votes)).toBeCloseTo(1, 12);
  const all = layerQuestions.reduce((total, question) => total + question.votes, 0);
  for (const { votes: question, layers } of layerQuestions) {
    for (const name of layers) expect(votes[name]).toBeCloseTo(question / layers.length / all, 12);
  }
});

it('lets all votes stand for layers that say different things, and for fewer than 20 events', () => {
  for (const name of layerNames) expect(layerWeights(judged(300))[name]).toBeCloseTo(votes[name]!, 12);
  expect(layerWeights(judged(19, (surprises) => surprises.fill(1)))).toEqual(votes);
});

it('gives nothing to a layer that is always the same, or always missing', () => {
  const weights = layerWeights(
    judged(300, (surprises) => {
      surprises[layer('hour')] = 0.3;
      surprises[layer('service')] = Number.NaN;
    }),
  );
  expect([weights['hour'], weights['service']]).toEqual([0, 0]);
  expect(sum(weights)).toBeCloseTo(1, 12);
  expect(weights['source']! / weights['process']!).toBeCloseTo(votes['source']! / votes['process']!, 12);
});

it('counts layers that say the same once: the one with the most votes', () => {
  const same = ['destination', 'process', 'organisation_process'];
  const weights = layerWeights(
    judged(300, (surprises) => {
      for (const name of same) surprises[layer(name)] = surprises[layer('process')]!;
    }),
  );
  expect(same.map((name) => weights[name]! > 0)).toEqual([false, true, false]);
});

it('leaves layers alone that say nearly the same, or the opposite', () => {
  const weights = layerWeights(
    judged(300, (surprises) => {
      surprises[layer('process')] = 0.8 * surprises[layer('hour')]! + 0.5 * surprises[layer('process')]!;
      surprises[layer('service')] = 3 - surprises[layer('hour')]!;
    }),
  );
  expect(Math.min(weights['process']!, weights['service']!, weights['hour']!)).toBeGreaterThan(0);
});

it('lets all votes stand where nothing ever changes', () => {
  expect(layerWeights(judged(300, (surprises) => surprises.fill(0.3)))).toEqual(votes);
});

it('looks at many events evenly: a layer that moves only among the last counts', () => {
  const weights = layerWeights(
    judged(12_000, (surprises, i) => {
      if (i < 11_000) surprises[layer('hour')] = 0.3;
    }),
  );
  expect(weights['hour']).toBeGreaterThan(0);
});
