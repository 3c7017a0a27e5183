// How many times faster than scikit-learn and ml-kmeans is choosing k on 30,000 events, and is the result as good? How long
// does it take on the distinct rows of a million?
// Run: npx tsup && node bench/choose-k.bench.mjs [python]
import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { assign, chooseK, distinctRows, meanSilhouette } from '@sidecar/kmeans-model';
import { kmeans } from 'ml-kmeans';
import { behaviourRows } from './behaviour-rows.mjs';

const CANDIDATES = [6, 8, 10, 12, 14];
const python = process.argv[2] ?? '/usr/bin/python3';
const x = behaviourRows(30_000, 1);
const rows = Array.from({ length: x.rows }, (_, i) =>
  Array.from(x.data.subarray(i * x.columns, (i + 1) * x.columns)),
);

const ours = timed(5, () => {
  const distinct = distinctRows(x);
  return { distinct, ...chooseK(distinct.x, { weights: distinct.weights, candidates: CANDIDATES }) };
});
const { curve, distinct } = ours.value;
console.log(`${x.rows} rows, ${x.columns} columns, ${distinct.x.rows} distinct; k = ${ours.value.k}`);
report('ours: merge, 5 candidates x 20 restarts and crossings, exact silhouettes', ours.ms, curve);

const million = distinctRows(behaviourRows(1_000_000, 1));
const ofMillion = timed(5, () => chooseK(million.x, { weights: million.weights, candidates: CANDIDATES }));
report(`ours, on the ${million.x.rows} distinct rows of a million`, ofMillion.ms, ofMillion.value.curve);

const peer = timed(1, () => CANDIDATES.map((k) => kmeans(rows, k, { seed: 1 })));
report(
  'ml-kmeans: 5 candidates x 1 fit, no silhouette',
  peer.ms,
  peer.value.map((result, i) => pointOf(result, CANDIDATES[i])),
);

const sklearn = spawnSync(python, [new URL('choose_k_sklearn.py', import.meta.url).pathname], {
  input: JSON.stringify({ rows, candidates: CANDIDATES }),
  encoding: 'utf8',
  maxBuffer: 1e8,
});
if (sklearn.status === 0) {
  const { ms, curve: theirs } = JSON.parse(sklearn.stdout);
  report('scikit-learn: 5 candidates x n_init=10, silhouette_score', ms, theirs);
} else {
  console.log(`scikit-learn: not measured, ${python} has none`);
}

function timed(times, act) {
  const runs = Array.from({ length: times }, () => {
    const start = performance.now();
    const value = act();
    return { ms: performance.now() - start, value };
  });
  return runs.sort((a, b) => a.ms - b.ms)[Math.floor(times / 2)];
}

function pointOf({ centroids }, k) {
  const { labels, distances } = assign({ centroids }, x);
  return { k, inertia: distances.reduce((sum, d) => sum + d * d, 0), silhouette: meanSilhouette(x, labels) };
}

function report(name, ms, points) {
  console.log(`${name}: ${ms.toFixed(0)} ms, ${(ms / ours.ms).toFixed(1)} times ours`);
  for (const { k, inertia, silhouette } of points) {
    console.log(`  k = ${k}: inertia ${inertia.toFixed(1)}, silhouette ${silhouette.toFixed(4)}`);
  }
}
