// Writes the behaviour rows of the events of a file as JSON, { rows, weights }, as training clusters them; words are the file, where
// they go, and `distinct` for each row once with its weight, or `all`.
import { createReadStream, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { isRejection, normaliseLine } from '../../../packages/events/dist/index.js';
import {
  accountKind,
  addToBaseline,
  behaviourRow,
  createObserver,
  emptyBaseline,
} from '../../../packages/features/dist/index.js';

const [input, output, which] = process.argv.slice(2);
const baseline = emptyBaseline('UTC');
await observeAll((observation) => addToBaseline(baseline, observation));
const kinds = new Map([...baseline.accounts].map(([user, counts]) => [user, accountKind(user, counts)]));

const places = new Map();
const [rows, weights] = [[], []];
await observeAll((observation) => {
  const row = behaviourRow(observation, kinds.get(observation.user));
  const key = row.join();
  const place = which === 'distinct' ? places.get(key) : undefined;
  if (place !== undefined) {
    weights[place]++;
    return;
  }
  places.set(key, rows.length);
  rows.push(Array.from(row));
  weights.push(1);
});
writeFileSync(output, JSON.stringify({ rows, weights }));
console.log(rows.length);

/** Reads the file anew, so that no event is held in memory. */
async function observeAll(tell) {
  const { observe } = createObserver({ timeZone: 'UTC' });
  for await (const line of createInterface({ input: createReadStream(input) })) {
    const event = normaliseLine(line);
    if (!isRejection(event)) tell(observe(event));
  }
}
