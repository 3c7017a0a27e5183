// Scores events that are in memory already, one at a time: words are a model file and a file of later events. Prints JSON:
// events a second of processor time, what one takes (µs), and how the heap grows from pass to pass over the same events, moved on in time.
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { numericRows } from '../../quality/detectors/numeric-rows.mjs';
import { isolationForest } from '../../quality/detectors/isolation-forest.mjs';
import { createScorer, isRejection, loadModel, normalise } from '../../quality/sidecar.mjs';
import { spread } from '../measure-rounds.mjs';

const [modelPath, eventsPath] = process.argv.slice(2);
const passes = 10;
const decision = {
  outlierMode: 'combined',
  combinedLogic: 'and',
  enabled: { user: true, cluster: true, global: false },
};
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

const { model } = await loadModel(modelPath);
const lines = readFileSync(eventsPath, 'utf8').trimEnd().split('\n');
const events = lines.map((line) => normalise(JSON.parse(line))).filter((event) => !isRejection(event));
const spanMs = events.at(-1).time - events[0].time + 1000;

const scorer = createScorer(model, { decision });
const [heaps, speeds] = [[], []];
for (let pass = 0; pass < passes; pass++) {
  const moved = events.map((event) => ({ ...event, time: event.time + pass * spanMs }));
  speeds.push(events.length / secondsOf(() => moved.forEach((event) => void scorer.score(event))));
  moved.length = 0;
  collect();
  heaps.push(process.memoryUsage().heapUsed / 2 ** 20);
}

const parse = Array.from(
  { length: 3 },
  () => lines.length / secondsOf(() => lines.forEach((line) => JSON.parse(line))),
);
console.log(
  JSON.stringify({
    events: events.length,
    accounts: model.training.accounts,
    firstPass: speeds[0],
    perSecond: spread(speeds.slice(1)),
    parsePerSecond: spread(parse),
    forestPerSecond: forest(),
    micros: latencies(),
    // The first passes fill what is bounded: tables of accounts, windows.
    heapMiB: heaps,
  }),
);

/** Every event on the clock, with a scorer whose tables are warm, as they are in a service. */
function latencies() {
  const moved = events.map((event) => ({ ...event, time: event.time + passes * spanMs }));
  const micros = Float64Array.from(moved, (event) => {
    const begun = performance.now();
    scorer.score(event);
    return 1000 * (performance.now() - begun);
  }).sort();
  const at = (share) => micros[Math.floor(share * (micros.length - 1))];
  return { median: at(0.5), p99: at(0.99), p999: at(0.999), most: at(1) };
}

/** The peer: an isolation forest of 100 trees in plain JavaScript, on rows of numbers that are made already. */
function forest() {
  const some = events.slice(0, 20_000);
  const rows = numericRows({ train: some, test: some });
  return some.length / secondsOf(() => isolationForest.score({ rows }));
}

/** Processor time: other work on the machine counts less than on a clock. */
function secondsOf(act) {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
