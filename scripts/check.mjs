// `npm test` after setup: every check a change must pass. What needs one core each runs side by side, then the tests on all of them.
import { pnpm, pnpmBeside } from './pnpm.mjs';

/** Runs steps one after the other, each with what it took. */
async function inTurn(steps, run) {
  for (const step of steps) {
    const started = Date.now();
    await run(['run', step]);
    console.error(`${step}: passed in ${((Date.now() - started) / 1000).toFixed(0)} s`);
  }
}

await Promise.all([inTurn(['lint', 'format:check'], pnpmBeside), inTurn(['typecheck'], pnpmBeside)]);
await inTurn(['unit'], pnpm);
