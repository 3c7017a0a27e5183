// How many events a second does the generator make, as objects and as lines of each format?
// Build first, then: node packages/log-generator/bench/generate.bench.mjs [events]
import { eventFormats, formatEvent, generate } from '../dist/index.js';

const events = Number(process.argv[2] ?? 300_000);
const options = { events, seed: 1, end: '2026-10-01T00:00:00Z' };

/** Best of three, in events per second. */
function measure(title, work) {
  let best = Infinity;
  let length = 0;
  for (let i = 0; i < 3; i++) {
    const begin = performance.now();
    length = work();
    best = Math.min(best, performance.now() - begin);
  }
  const rate = Math.round(events / (best / 1000));
  console.log(
    `${title.padEnd(24)} ${rate.toLocaleString('en').padStart(11)} events/s   ${length} characters`,
  );
}

for (const profile of ['enterprise', 'original']) {
  measure(`${profile}, objects`, () => {
    let count = 0;
    for (const { event } of generate({ ...options, profile })) count += event.user.length;
    return count;
  });
}
for (const format of eventFormats) {
  measure(`enterprise, ${format}`, () => {
    let length = 0;
    for (const { event } of generate(options)) length += Buffer.byteLength(formatEvent(event, format)) + 1;
    return length;
  });
}
