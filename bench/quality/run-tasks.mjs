import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/**
 * Measures all tasks, a few at a time in threads of their own.
 *
 * @param onResult told of every result as it comes, in no order.
 * @returns the results in the order of the tasks, whichever was done first.
 */
export async function runTasks(tasks, onResult) {
  const results = [];
  let next = 0;
  const thread = () =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('worker.mjs', import.meta.url));
      let at = -1;
      const go = () => {
        at = next++;
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
        if (at < tasks.length) worker.postMessage(tasks[at]);
        else worker.terminate().then(resolve, reject);
      };
      worker.on('error', reject);
      worker.on('message', (result) => {
        results[at] = result;
        onResult(result);
        go();
      });
      go();
    });
  const threads = Math.min(4, availableParallelism(), tasks.length);
  await Promise.all(Array.from({ length: threads }, thread));
  return results;
}
