// How many events a second does one core score, and how long does the slowest in a hundred take?
// Run: npx tsup && node bench/score.bench.mjs (features, events and numeric built as well)
import { performance } from 'node:perf_hooks';
import { behaviourColumns, createObserver } from '@sidecar/features';
import { createExplainer, createScorer, fitModel } from '@sidecar/scoring';

const TRAINING = 40_000;
const SCORED = 20_000;
const ACCOUNTS = 300;
const START = Date.UTC(2026, 5, 1);
const STEP_MS = 130_000;
const decision = {
  outlierMode: 'combined',
  combinedLogic: 'and',
  enabled: { user: true, cluster: true, global: false },
  alertsPerDay: 20,
};

const all = Array.from({ length: TRAINING + SCORED }, (_, i) => eventOf(i));
const observer = createObserver({ timeZone: 'Europe/Berlin' });
const observations = all.slice(0, TRAINING).map(observer.observe);
const centroids = Array.from({ length: 10 }, (_, c) =>
  behaviourColumns.map((_, j) => ((c + j) % 5 === 0 ? 1 : 0)),
);
const model = fitModel(observations, {
  rateState: observer.state(),
  timeZone: 'Europe/Berlin',
  centroids,
  spanMs: 7 * 86_400_000,
});
const fresh = all.slice(TRAINING);
const training = all.slice(0, SCORED);

console.log(`${ACCOUNTS} accounts, ${TRAINING} events trained on, ${SCORED} scored, medians of 3`);
report('createScorer', () => createScorer(model, { decision }), 1);
report('score, new events', () => scoreAll(fresh), SCORED);
report('score, events of the training window', () => scoreAll(training), SCORED);
report('score and explain, new events', () => scoreAll(fresh, true), SCORED);
latency();

function scoreAll(events, explained = false) {
  const scorer = createScorer(model, { decision });
  const explain = createExplainer(scorer);
  for (const event of events) {
    const scored = scorer.score(event);
    if (explained) explain(scored);
  }
}

function latency() {
  const scorer = createScorer(model, { decision });
  const micros = Float64Array.from(fresh, (event) => {
    const start = performance.now();
    scorer.score(event);
    return 1000 * (performance.now() - start);
  }).sort();
  const at = (share) => `${micros[Math.floor(share * (micros.length - 1))].toFixed(1)} µs`;
  console.log(
    `latency of one event: median ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)} (an account's tables are made at its first event)`,
  );
}

/** Processor time: other work on the machine counts less than on a clock. */
function report(name, act, units) {
  const seconds = Array.from({ length: 3 }, () => {
    const before = process.cpuUsage();
    act();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  }).sort((a, b) => a - b)[1];
  const rate = units === 1 ? '' : `, ${Math.round(units / seconds).toLocaleString('en')} events/s and core`;
  console.log(`${name}: ${(1000 * seconds).toFixed(0)} ms${rate}`);
}

/** Accounts with machines and hours of their own, now and then somewhere else, one failure in twenty. */
function eventOf(i) {
  const draw = hash(i);
  const account = draw % ACCOUNTS;
  const elsewhere = hash(i + 0.5) % 50 === 0;
  const failed = hash(i + 0.25) % 20 === 0;
  return {
    time: START + (i * STEP_MS) / 4,
    user: `user.${account}`,
    src_user: null,
    src: elsewhere ? `10.9.${draw % 200}.${draw % 250}` : `10.1.${account % 8}.${account % 250}`,
    dest: elsewhere ? `WS${draw % 900}` : `FILE${(account + (draw % 3)) % 20}`,
    signature_id: failed ? 4625 : draw % 3 === 0 ? 4769 : 4624,
    signature: null,
    action: failed ? 'failure' : 'success',
    process: 'C:\\Windows\\System32\\lsass.exe',
    logon_type: 3,
    authentication_package: 'Kerberos',
    status: null,
    sub_status: failed ? '0xc000006a' : null,
    service: draw % 3 === 0 ? `http/web${draw % 7}` : null,
    dest_nt_domain: null,
  };
}

function hash(x) {
  let h = Math.imul(Math.floor(x * 4) ^ 0x9e3779b9, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
