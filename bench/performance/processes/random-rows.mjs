// Writes so many of the behaviour rows that events can have, drawn at random, as JSON, { rows, weights }; words are their number and
// where they go.
import { writeFileSync } from 'node:fs';
import { BEHAVIOUR_ROWS, behaviourRowOf } from '../../../packages/features/dist/index.js';
import { createRandom } from '../../../packages/numeric/dist/index.js';

const [count, output] = process.argv.slice(2);
const random = createRandom('distinct rows');
const codes = new Set();
while (codes.size < Number(count)) codes.add(random.integer(BEHAVIOUR_ROWS));
const rows = Array.from(codes, behaviourRowOf);
writeFileSync(output, JSON.stringify({ rows, weights: rows.map(() => 1) }));
