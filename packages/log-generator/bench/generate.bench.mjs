// How many events a second does the generator make, as objects and as lines of each format?
// Build first, then: node packages/log-generator/bench/generate.bench.mjs [events]
import { eventFormats, formatEvent, generate } from '../dist/index.js';

const events = Number(process.argv[2] ?? 1_000_000);
const buffer = Buffer.allocUnsafe(65_536);
const options = { events, seed: 1, end: '2026-10-01T00:00:00Z' };

/** Best of three, in events per second of the clock and of processor time; on a busy machine the latter says more. */
function measure(title, work) {
  let wall = Infinity;
  let processor = Infinity;
  for (let i = 0; i < 3; i++) {
    const begin = performance.now();
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    wall = Math.min(wall, (performance.now() - begin) / 1e3);
    processor = Math.min(processor, (user + system) / 1e6);
  }
  const [perSecond, perProcessorSecond] = [wall, processor].map((seconds) =>
    Math.round(events / seconds)
      .toLocaleString('en')
      .padStart(11),
  );
  console.log(`${title.padEnd(28)} ${perSecond} events/s ${perProcessorSecond} events/s of processor time`);
}

for (const profile of ['enterprise', 'original']) {
  measure(`${profile}, objects`, () => {
    for (const { event } of generate({ ...options, profile }))
      if (event.user === '') throw new Error('no user');
  });
}
for (const format of eventFormats) {
  measure(`enterprise, ${format}`, () => {
    // As a writer does: lines gathered, then turned into bytes.
    let chunk = '';
    for (const { event } of generate(options)) {
      chunk += `${formatEvent(event, format)}\n`;
      if (chunk.length < 32_768) continue;
      buffer.write(chunk);
      chunk = '';
    }
  });
}
