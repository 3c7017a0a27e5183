// A server with events, each indexed within the hour in which it happened; its clock says an hour after the last. Prints its address and
// token as JSON, and ends with its input. Argument: the file of events.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { startEmulator } from '../../../packages/splunk-emulator/dist/index.js';

const BATCH_MS = 3_600_000;
const HOUR_MS = 3_600_000;

let clock = () => batchEnd;
let batch = [];
let batchEnd = 0;
const splunk = await startEmulator({ now: () => clock() });
const index = async () => {
  if (batch.length > 0) await splunk.addEvents('ml_sidecar', 'ml:sidecar:json', batch);
  batch = [];
};
for await (const line of createInterface({ input: createReadStream(process.argv[2]) })) {
  const event = JSON.parse(line);
  const time = Date.parse(event.TimeCreated);
  if (time >= batchEnd) {
    await index();
    batchEnd = (Math.floor(time / BATCH_MS) + 1) * BATCH_MS;
  }
  batch.push({ ...event, time: time / 1000 });
}
await index();
const ahead = batchEnd + HOUR_MS - Date.now();
clock = () => Date.now() + ahead;
console.log(JSON.stringify({ baseUrl: splunk.baseUrl, token: splunk.token }));
process.stdin.resume().on('end', () => void splunk.close().then(() => process.exit(0)));
