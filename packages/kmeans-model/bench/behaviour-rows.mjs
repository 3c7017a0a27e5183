import { createRandom, matrix } from '@sidecar/numeric';

const SIGNATURES = 6;
const SCOPES = 4;

/** Rows like those of authentication events: 20 low-cardinality columns in [0, 1], drawn from ten habits. */
export function behaviourRows(rows, seed) {
  const random = createRandom(seed);
  const habits = Array.from({ length: 10 }, () => ({
    hour: random.integer(24),
    spread: 1 + random.integer(5),
    signatures: [random.integer(SIGNATURES), random.integer(SIGNATURES)],
    scope: random.integer(SCOPES),
    kind: random.integer(3),
    failures: random.next() ** 3,
  }));
  return matrix(Array.from({ length: rows }, () => row(habits[random.integer(habits.length)], random)));
}

function row(habit, random) {
  const hour = (habit.hour + random.integer(habit.spread)) % 24;
  const angle = (2 * Math.PI * hour) / 24;
  return [
    (1 + Math.cos(angle)) / 2,
    (1 + Math.sin(angle)) / 2,
    Number(random.next() < 0.2),
    Number(random.next() < habit.failures),
    ...oneHot(SIGNATURES, random.next() < 0.8 ? habit.signatures[0] : habit.signatures[1]),
    ...oneHot(SCOPES, random.next() < 0.97 ? habit.scope : 0),
    ...oneHot(3, habit.kind),
    random.next() < 0.9 ? 0 : random.integer(4) / 4,
    random.next() < 0.95 ? 0 : random.integer(4) / 4,
    random.next() < 0.98 ? 0 : 1,
  ];
}

function oneHot(length, hot) {
  return Array.from({ length }, (_, j) => Number(j === hot));
}
