import { createRandom, matrix } from '@sidecar/numeric';

const EIGHTHS = [0, 0.35, 0.5, 0.35, 0, -0.35, -0.5, -0.35];
const SIGNATURES = 9;
const SCOPES = 5;
const KINDS = 5;

/**
 * Rows of the 25 columns that events are clustered by (`behaviourColumns` of features), drawn from 25 habits. 731 of 30,000 are
 * distinct and 2,084 of a million; of generated events of an enterprise, 905 and 1,817.
 */
export function behaviourRows(rows, seed) {
  const random = createRandom(seed);
  const habits = Array.from({ length: 25 }, () => ({
    eighth: random.integer(8),
    spread: 1 + random.integer(3),
    signatures: Array.from({ length: 3 }, () => random.integer(SIGNATURES)),
    scope: random.integer(SCOPES),
    kind: random.integer(KINDS),
    failures: random.next() ** 4 / 2,
  }));
  return matrix(Array.from({ length: rows }, () => row(habits[random.integer(habits.length)], random)));
}

function row(habit, random) {
  const eighth = (habit.eighth + random.integer(habit.spread)) % 8;
  const failed = random.next() < habit.failures;
  const often = failed || random.next() < 0.005;
  return [
    EIGHTHS[eighth],
    EIGHTHS[(eighth + 2) % 8],
    Number(random.next() < 0.15),
    Number(failed),
    often ? random.integer(3) / 2 : 0,
    often && random.next() < 0.05 ? random.integer(3) / 2 : 0,
    ...oneHot(SIGNATURES, habit.signatures[random.next() < 0.7 ? 0 : 1 + random.integer(2)]),
    ...oneHot(SCOPES, random.next() < 0.999 ? habit.scope : 0),
    ...oneHot(KINDS, habit.kind),
  ];
}

function oneHot(length, hot) {
  return Array.from({ length }, (_, j) => Number(j === hot));
}
