import { evaluateDetection } from './sidecar.mjs';

/** Alert budgets, as shares of the scored events. */
export const shares = [0.001, 0.005, 0.01, 0.02];

/** Gives a function that measures scores of a population's test rows against their labels. */
export function measurer(rows) {
  const labels = rows.map(({ label }) => (label === null ? 0 : 1));
  const attacks = rows.flatMap(({ label }, index) =>
    label === null ? [] : [{ index, ...label, technique: null }],
  );
  const days = Math.max(1, (rows.at(-1).time - rows[0].time) / 86_400_000);
  const fixed = { labels, attacks, flags: null, rejected: 0, rejectedAttacks: 0, days };
  return (scores) => evaluateDetection({ ...fixed, scores }, { shares });
}
