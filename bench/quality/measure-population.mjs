import { ablations } from './ablations.mjs';
import { detectors } from './detectors/all.mjs';
import { numericRows } from './detectors/numeric-rows.mjs';
import { judge, layers } from './detectors/ours.mjs';
import { populations } from './populations/all.mjs';
import { readEvents } from './read-events.mjs';
import { trainModel } from './train-model.mjs';
import { measurer } from './truth.mjs';

/**
 * Makes a population, trains everything on its past and measures everything on its future.
 *
 * @returns plain data: sizes, and by name the measures of every detector; average precisions of every layer and of every
 *   ablation, the latter not for variants.
 */
export async function measurePopulation(name, seed) {
  const population = populations.find((one) => one.name === name);
  const { train: trainRows, test: testRows } = population.make(seed);
  const [train, test] = [readEvents(trainRows), readEvents(testRows)];
  const measure = measurer(testRows);
  const model = await trainModel(trainRows, 'behavior');
  const classicModel = await trainModel(trainRows, 'classic');
  const context = {
    train,
    test,
    rows: numericRows({ train, test }),
    classicModel,
    judged: judge(model, test),
  };
  const precisionOf = (scores) => measure(scores).averagePrecision;
  return {
    population: name,
    seed,
    sizes: sizesOf(train, test, testRows),
    detectors: Object.fromEntries(
      detectors.map((detector) => [detector.name, measure(detector.score(context))]),
    ),
    layers: Object.fromEntries(layers.map((layer) => [layer.name, precisionOf(layer.score(context))])),
    ablations: Object.fromEntries(
      (population.isVariant ? [] : ablations).map(({ name: part, change = same, forget = same }) => [
        part,
        precisionOf(judge(change(model), test, { withLayers: false, forget }).rawScores),
      ]),
    ),
  };
}

const same = (whole) => whole;

function sizesOf(train, test, testRows) {
  const labels = testRows.flatMap(({ label }) => label ?? []);
  return {
    accounts: new Set([...train, ...test].map(({ user }) => user)).size,
    train: train.length,
    test: test.length,
    attacks: labels.length,
    incidents: new Set(labels.map(({ incident }) => incident)).size,
  };
}
