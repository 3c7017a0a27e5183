// Writes the behaviour rows of the events of a file as JSON, { rows, weights }, as training clusters them; words are the file, where
// they go, and `distinct` for each row once with its weight, or `all`.
import { createReadStream, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { isRejection, normaliseLine } from '../../../packages/events/dist/index.js';
import { behaviourRow, createObserver } from '../../../packages/features/dist/index.js';
import { kindsOf } from '../../../packages/scoring/dist/index.js';

const [input, output, which] = process.argv.slice(2);
const { observe } = createObserver({ timeZone: 'UTC' });
const observations = [];
for await (const line of createInterface({ input: createReadStream(input) })) {
  const event = normaliseLine(line);
  if (!isRejection(event)) observations.push(observe(event));
}
const kindOf = kindsOf(observations, 'UTC');
const places = new Map();
const [rows, weights] = [[], []];
for (const observation of observations) {
  const row = behaviourRow(observation, kindOf(observation.user));
  const key = row.join();
  const place = which === 'distinct' ? places.get(key) : undefined;
  if (place !== undefined) {
    weights[place]++;
    continue;
  }
  places.set(key, rows.length);
  rows.push(Array.from(row));
  weights.push(1);
}
writeFileSync(output, JSON.stringify({ rows, weights }));
console.log(rows.length);
