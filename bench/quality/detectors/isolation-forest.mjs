import { createRandom } from '../sidecar.mjs';

const trees = 100;
const sampleSize = 256;

/**
 * An isolation forest on the numeric rows, trees and samples as in the paper.
 *
 * The score is `2^(-E(h) / c(256))`, `E(h)` the mean depth at which a row is alone, `c(n)` that of an unsuccessful search.
 *
 * @see Liu, Ting, Zhou (2008), Isolation Forest, https://doi.org/10.1109/ICDM.2008.17
 */
export const isolationForest = {
  name: 'isolation forest',
  about:
    '100 trees of 256 rows on circular hour, weekend, failure, logs of the account’s frequencies of the five values, and three rates of the last hour',
  score({ rows: [train, test] }) {
    const random = createRandom('isolation forest');
    const size = Math.min(sampleSize, train.rows);
    const forest = Array.from({ length: trees }, () => {
      const members = Array.from({ length: size }, () => random.integer(train.rows));
      return grow(random, train, members, Math.ceil(Math.log2(size)));
    });
    return Array.from({ length: test.rows }, (_, i) => {
      const depth = forest.reduce((sum, tree) => sum + depthOf(tree, test, i), 0) / trees;
      return 2 ** (-depth / searchLength(size));
    });
  },
};

/** A tree of splits by a random column at a random place between its extremes. */
function grow(random, { data, columns }, members, height) {
  const ranges = Array.from({ length: columns }, (_, j) => {
    const values = members.map((i) => data[i * columns + j]);
    return { column: j, low: Math.min(...values), high: Math.max(...values) };
  }).filter(({ low, high }) => low < high);
  if (height === 0 || ranges.length === 0) return { extra: searchLength(members.length) };
  const { column, low, high } = ranges[random.integer(ranges.length)];
  const at = low + random.next() * (high - low);
  const [below, above] = [true, false].map((side) =>
    members.filter((i) => data[i * columns + column] < at === side),
  );
  if (below.length === 0 || above.length === 0) return { extra: searchLength(members.length) };
  const rest = [below, above].map((part) => grow(random, { data, columns }, part, height - 1));
  return { column, at, below: rest[0], above: rest[1] };
}

function depthOf(tree, { data, columns }, i) {
  let node = tree;
  let depth = 0;
  for (; node.extra === undefined; depth++) {
    node = data[i * columns + node.column] < node.at ? node.below : node.above;
  }
  return depth + node.extra;
}

/** Mean length of an unsuccessful search among `n`: `2 H(n - 1) - 2 (n - 1) / n`. */
function searchLength(n) {
  if (n < 2) return 0;
  let harmonic = 0;
  for (let i = 1; i < n; i++) harmonic += 1 / i;
  return 2 * harmonic - (2 * (n - 1)) / n;
}
