// `npm test` after setup: every check a change must pass, cheapest first, stopping at the first that fails.
import { pnpm } from './pnpm.mjs';

const steps = ['format:check', 'lint', 'typecheck', 'unit'];
for (const step of steps) {
  const started = Date.now();
  pnpm(['run', step]);
  console.error(`${step}: passed in ${((Date.now() - started) / 1000).toFixed(0)} s`);
}
