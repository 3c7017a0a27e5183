// Merges and clusters the rows of a file of { rows, weights } as training does; words are the file, the candidates and how often.
// Prints JSON: milliseconds of each time, distinct rows and the curve.
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { chooseK, distinctRows } from '../../../packages/kmeans-model/dist/index.js';
import { matrix } from '../../../packages/numeric/dist/index.js';

const [file, candidates, repeats] = process.argv.slice(2);
const { rows, weights } = JSON.parse(readFileSync(file, 'utf8'));
const x = matrix(rows);
const ms = [];
let chosen = null;
let distinct = null;
for (let i = 0; i < Number(repeats); i++) {
  const begun = performance.now();
  distinct = distinctRows(x, weights);
  chosen = chooseK(distinct.x, { weights: distinct.weights, candidates: JSON.parse(candidates), seed: 42 });
  ms.push(performance.now() - begun);
}
console.log(
  JSON.stringify({ ms, distinct: distinct.x.rows, columns: x.columns, k: chosen.k, curve: chosen.curve }),
);
