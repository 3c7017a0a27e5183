import { exponent } from '../exponent.mjs';
import { duration, megabytes, number, table } from './cells.mjs';

const costs = [
  { name: 'floor', show: duration, of: ({ floor }) => floor.wallMs.median },
  { name: '`train`', show: duration, of: ({ train }) => train.wallMs.median },
  { name: '`train`, CPU', show: duration, of: ({ train }) => train.cpuMs.median },
  { name: '`train`, memory', show: megabytes, of: ({ train }) => train.peakMiB.most },
  { name: '`score`', show: duration, of: ({ score }) => score.wallMs.median },
  { name: '`score`, CPU', show: duration, of: ({ score }) => score.cpuMs.median },
  { name: '`score`, memory', show: megabytes, of: ({ score }) => score.peakMiB.most },
  { name: 'model', show: megabytes, of: ({ modelMiB }) => modelMiB },
];

/**
 * Costs of both commands at several sizes of `by`, `events` or `accounts`, and at the foot the exponents: over all sizes, and
 * between the last two, where a fixed start-up weighs least.
 */
export function growthTable(by, results) {
  const points = costs.map(({ of }) => results.map((result) => [result[by], of(result)]));
  return growth(
    [by, ...costs.map(({ name }) => name)],
    results.map((result) => [number(result[by]), ...costs.map(({ of, show }) => show(of(result)))]),
    points,
  );
}

/** Any table of costs with its exponents; `points` has `[size, cost]` of every row, for each column. */
export function growth(head, rows, points) {
  const feet = [
    ['exponent', ...points.map((own) => exponent(own).toFixed(2))],
    ['between the last two', ...points.map((own) => exponent(own.slice(-2)).toFixed(2))],
  ];
  return table(head, [...rows, ...feet]);
}
