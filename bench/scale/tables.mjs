// What was measured and simulated, as Markdown.
import { simulateScoring } from './simulate-scoring.mjs';
import { simulateTraining } from './simulate-training.mjs';

/** What nobody can measure without a Splunk of that size; the reader may have better figures: `npm run bench:scale -- --help`. */
export const assumptions = {
  exportEventsPerSecond: 50_000,
  indexerEventsPerSecond: 500_000,
  searchSeconds: 1,
  kvRecordsPerSecond: 5000,
  exchangeBytesPerSecond: 100_000_000,
  pushDownFactor: 800,
  jobSeconds: 0.006,
};

const BILLION = 1e9;
const WINDOW = { windowSeconds: 10, lagSeconds: 60, batchWindows: 60, peak: 1.5, readsAhead: false };

export function workersTable(runs) {
  const [alone] = runs;
  const rows = runs.map(({ name, train, score, isSame }) => [
    name,
    seconds(train.seconds),
    factor(alone.train.seconds / train.seconds),
    percent(Math.max(0, train.waitingShare)),
    seconds(score.seconds),
    factor(alone.score.seconds / score.seconds),
    percent(Math.max(0, score.waitingShare)),
    isSame ? 'yes' : '**no**',
  ]);
  return table(
    ['', 'train', 'quicker', 'waiting', 'score', 'quicker', 'waiting', 'same model and records'],
    rows,
  );
}

export function costsTable(costs) {
  return table(
    ['what', 'costs'],
    [
      ['reading and folding', `${micro(costs.foldSeconds)} an event`],
      ['a slice', `${costs.sliceBytes.toFixed(1)} bytes an event`],
      ['following the state', `${micro(costs.followSeconds)} an event`],
      [
        'handing the state over',
        `${(costs.stateSeconds * 1000).toFixed(0)} ms, ${(costs.stateBytes / 1000).toFixed(0)} kB, a window`,
      ],
      ['scoring, explaining, making records', `${micro(costs.scoreSeconds)} an event`],
      ['sending to KV Store', `${micro(costs.kvRecordSeconds)} a record`],
      ['merging slices', `${micro(costs.mergeSeconds)} an event`],
      ['training on them', `${micro(costs.trainSeconds)} an event`],
    ],
  );
}

/** A billion events a day, by workers, quota, and what is written. */
export function scoringTable(costs, given = assumptions) {
  const rows = [];
  for (const recordShare of [1, 0.001]) {
    for (const quota of [4, 16, 50]) {
      for (const workers of [10, 100, 1000]) {
        const of = { ...given, ...costs, recordShare };
        const plan = { ...WINDOW, workers, quota, eventsPerDay: BILLION };
        const { keepsUp, medianLag, longestLag, busy, limit } = simulateScoring(of, plan);
        rows.push([
          recordShare === 1 ? 'all events' : 'outliers (1 in 1,000)',
          String(quota),
          workers.toLocaleString('en'),
          keepsUp ? `${minutes(medianLag)}, at most ${minutes(longestLag)}` : 'falls behind',
          limit.bottleneck,
          `${(limit.eventsPerSecond / 1000).toFixed(1)} k/s, ${((limit.eventsPerSecond * 86_400) / BILLION).toFixed(2)} billion a day`,
          [busy.read, busy.follow, busy.write].map(percent).join(' / '),
        ]);
      }
    }
  }
  return table(
    [
      'written to KV Store',
      'quota',
      'workers',
      'lag after the end of a window',
      'narrowest',
      'carries, if all is busy',
      'reading / state / writing',
    ],
    rows,
  );
}

/** The same where a search gives a tenth of that, which moves the bottleneck to the quota. */
export function slowExportTable(costs, given = assumptions) {
  const slow = given.exportEventsPerSecond / 10;
  const of = { ...given, ...costs, exportEventsPerSecond: slow, recordShare: 0.001 };
  const rows = [4, 16, 50].map((quota) => {
    const plan = { ...WINDOW, workers: 100, quota, eventsPerDay: BILLION };
    const { keepsUp, medianLag, limit } = simulateScoring(of, plan);
    return [
      String(quota),
      keepsUp ? minutes(medianLag) : 'falls behind',
      limit.bottleneck,
      `${((limit.eventsPerSecond * 86_400) / BILLION).toFixed(2)} billion a day`,
    ];
  });
  return table(['quota', 'lag', 'narrowest', 'carries'], rows);
}

/** A training on days of a billion events. */
export function trainingTable(costs, given = assumptions) {
  const rows = [];
  for (const days of [1, 7]) {
    for (const pushDown of [false, true]) {
      for (const workers of [10, 100, 1000]) {
        const plan = { workers, quota: 16, events: days * BILLION, slices: days * 24 * 60, pushDown };
        const { foldSeconds, reduceSeconds, bytes, bottleneck, waiting } = simulateTraining(
          { ...given, ...costs },
          plan,
        );
        rows.push([
          days === 1 ? 'a day' : `${days} days`,
          pushDown ? 'counts' : 'events',
          workers.toLocaleString('en'),
          hours(foldSeconds),
          hours(reduceSeconds),
          `${(bytes / 1e9).toFixed(1)} GB`,
          bottleneck,
          percent(waiting),
        ]);
      }
    }
  }
  return table(
    [
      'training on',
      'indexers give',
      'workers',
      'read and folded in',
      'reduced in',
      'slices',
      'narrowest',
      'workers waiting',
    ],
    rows,
  );
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const seconds = (value) => `${value.toFixed(1)} s`;
const factor = (value) => `${value.toFixed(2)} ×`;
const percent = (value) => `${Math.round(value * 100)} %`;
const micro = (value) => `${(value * 1e6).toFixed(1)} µs`;
const minutes = (value) => (value < 120 ? `${Math.round(value)} s` : `${(value / 60).toFixed(1)} min`);
const hours = (value) => (value < 5400 ? `${(value / 60).toFixed(0)} min` : `${(value / 3600).toFixed(1)} h`);
