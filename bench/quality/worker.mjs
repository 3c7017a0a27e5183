import { parentPort } from 'node:worker_threads';
import { measurePopulation } from './measure-population.mjs';

parentPort.on('message', async ({ population, seed }) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort.postMessage(await measurePopulation(population, seed));
});
