// A worker that takes one job and gives no more sign of life until it is killed: node queue-mortal-worker.mjs <url> <prefix>
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';

const [, , url, prefix] = process.argv;
const connection = new Redis(url, { maxRetriesPerRequest: null });
const worker = new Worker('pieces', () => new Promise(() => process.stdout.write('taken\n')), {
  connection,
  prefix,
  lockDuration: 500,
  stalledInterval: 100,
});
worker.on('error', ({ message }) => process.stderr.write(`${message}\n`));
