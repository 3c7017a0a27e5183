// One fit of ml-kmeans for each candidate, without a silhouette; words are a file of { rows } and the candidates. Prints JSON.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { assign } from '../../../packages/kmeans-model/dist/index.js';
import { matrix } from '../../../packages/numeric/dist/index.js';

// A peer of that package's bench, which is where it is installed.
const peer = 'ml-kmeans';
const require = createRequire(new URL('../../../packages/kmeans-model/package.json', import.meta.url));
const { kmeans } = await import(pathToFileURL(require.resolve(peer)).href);
const [file, candidates] = process.argv.slice(2);
const { rows } = JSON.parse(readFileSync(file, 'utf8'));
const begun = performance.now();
const fits = JSON.parse(candidates).map((k) => ({ k, ...kmeans(rows, k, { seed: 1 }) }));
const ms = performance.now() - begun;
const x = matrix(rows);
const curve = fits.map(({ k, centroids }) => {
  const { distances } = assign({ centroids }, x);
  return { k, inertia: distances.reduce((sum, distance) => sum + distance ** 2, 0) };
});
console.log(JSON.stringify({ ms, curve }));
