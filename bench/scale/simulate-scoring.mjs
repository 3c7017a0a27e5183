// A day of scoring by many workers, simulated. Pure: no clock, no chance.
//
// It follows the worker step by step. Windows of index time become due one after the other. The coordinator takes those that are due, so
// many at most, as a batch: workers read them side by side, as many as Splunk's quota allows; one worker follows the state through all of them; then workers
// score and write them side by side. The next batch begins when this one is confirmed.

/**
 * @typedef {object} ScoringCosts Seconds, unless it says otherwise.
 * @property {number} searchSeconds Until a search gives its first event.
 * @property {number} exportEventsPerSecond That one search gives.
 * @property {number} indexerEventsPerSecond That all searches together give.
 * @property {number} foldSeconds Per event; done while more is read.
 * @property {number} followSeconds Per event.
 * @property {number} stateSeconds To hand a state over, per window.
 * @property {number} scoreSeconds Per event: judged, explained, made a record.
 * @property {number} kvRecordsPerSecond That KV Store takes from all workers together.
 * @property {number} kvRecordSeconds Per record, that one worker waits for KV Store when it is alone.
 * @property {number} recordShare Of events, that become a record in KV Store.
 * @property {number} jobSeconds Of the queue, per job.
 *
 * @typedef {object} ScoringPlan
 * @property {number} workers
 * @property {number} quota Searches at a time that Splunk allows.
 * @property {number} eventsPerDay
 * @property {number} peak The busiest hour over the average one, from 1.
 * @property {number} windowSeconds
 * @property {number} lagSeconds
 * @property {number} batchWindows
 * @property {boolean} readsAhead Whether the next batch is read while this one is scored: not built, for comparison.
 */

const DAY = 86_400;

/**
 * @param {ScoringCosts} costs
 * @param {ScoringPlan} plan
 * @returns Lag is from the end of a window to its confirmation, in seconds. `keepsUp`: the last window of the day waited no longer than ten windows and the lag.
 *   `busy`: the share of the day in which the resource worked at its limit, or was waited for.
 */
export function simulateScoring(costs, plan) {
  const { windowSeconds, lagSeconds, batchWindows } = plan;
  const windows = Array.from({ length: Math.round(DAY / windowSeconds) }, (_, i) => ({
    to: (i + 1) * windowSeconds,
    events: eventsBetween(i * windowSeconds, (i + 1) * windowSeconds, plan),
  }));
  const lags = [];
  const busy = { read: 0, follow: 0, write: 0 };
  /** When the reading, the following and the writing are free again. */
  const free = { read: 0, follow: 0, write: 0 };
  let next = 0;
  while (next < windows.length) {
    const start = Math.max(plan.readsAhead ? free.read : free.write, windows[next].to + lagSeconds);
    let end = next + 1;
    while (end < windows.length && end - next < batchWindows && windows[end].to + lagSeconds <= start)
      end += 1;
    const batch = windows.slice(next, end).map(({ events }) => events);
    const read = readSeconds(batch, costs, plan);
    const follow = followSeconds(batch, costs);
    const write = writeSeconds(batch, costs, plan);
    free.read = start + read;
    free.follow = Math.max(free.read, free.follow) + follow;
    free.write = Math.max(free.follow, free.write) + write;
    busy.read += read;
    busy.follow += follow;
    busy.write += write;
    for (const { to } of windows.slice(next, end)) lags.push(free.write - to);
    next = end;
  }
  const span = Math.max(DAY, free.write);
  const sorted = lags.toSorted((a, b) => a - b);
  const last = lags.at(-1);
  return {
    keepsUp: last <= lagSeconds + 10 * windowSeconds,
    medianLag: sorted[Math.floor(sorted.length / 2)],
    longestLag: sorted.at(-1),
    lastLag: last,
    busy: { read: busy.read / span, follow: busy.follow / span, write: busy.write / span },
    limit: limitOf(costs, plan),
  };
}

/** Events of a part of the day: a wave of one day around the average, the busiest hour at noon. */
export function eventsBetween(from, to, { eventsPerDay, peak }) {
  const swing = peak - 1;
  const phase = (t) => (2 * Math.PI * t) / DAY;
  // The integral of 1 - swing cos: never below 0, as long as the peak is at most twice the average.
  const until = (t) => t - (swing * DAY * Math.sin(phase(t))) / (2 * Math.PI);
  return ((until(to) - until(from)) / DAY) * eventsPerDay;
}

function readSeconds(batch, costs, { workers, quota }) {
  const lanes = Math.max(1, Math.min(workers, quota));
  const rate = Math.min(
    costs.exportEventsPerSecond,
    costs.indexerEventsPerSecond / Math.min(lanes, batch.length),
  );
  const jobs = batch.map(
    (events) => costs.jobSeconds + costs.searchSeconds + events * Math.max(1 / rate, costs.foldSeconds),
  );
  return inLanes(jobs, lanes);
}

function followSeconds(batch, costs) {
  const events = batch.reduce((sum, each) => sum + each, 0);
  return costs.jobSeconds + events * costs.followSeconds + batch.length * costs.stateSeconds;
}

function writeSeconds(batch, costs, { workers }) {
  const jobs = batch.map(
    (events) =>
      costs.jobSeconds +
      costs.stateSeconds +
      events * (costs.scoreSeconds + costs.recordShare * costs.kvRecordSeconds),
  );
  const records = batch.reduce((sum, events) => sum + events, 0) * costs.recordShare;
  return Math.max(inLanes(jobs, Math.max(1, workers)), records / costs.kvRecordsPerSecond);
}

/** Seconds until all jobs are done, each given in turn to the lane that is free first. */
export function inLanes(jobs, lanes) {
  const free = new Float64Array(Math.min(lanes, Math.max(1, jobs.length)));
  for (const seconds of jobs) {
    let first = 0;
    for (let lane = 1; lane < free.length; lane++) if (free[lane] < free[first]) first = lane;
    free[first] += seconds;
  }
  return Math.max(...free);
}

/** What holds a batch up the longest when all is busy, and how many events a second each part could carry by itself. */
export function limitOf(costs, { workers, quota, batchWindows }) {
  const lanes = Math.min(workers, quota, batchWindows);
  const carried = {
    "Splunk's searches": Math.min(
      costs.indexerEventsPerSecond,
      lanes / Math.max(1 / costs.exportEventsPerSecond, costs.foldSeconds),
    ),
    'the state, handed on by one worker': 1 / costs.followSeconds,
    'the workers that score':
      Math.min(workers, batchWindows) / (costs.scoreSeconds + costs.recordShare * costs.kvRecordSeconds),
    'KV Store': costs.recordShare === 0 ? Infinity : costs.kvRecordsPerSecond / costs.recordShare,
  };
  const [bottleneck] = Object.entries(carried).toSorted(([, a], [, b]) => a - b)[0];
  const inTurn = 1 / Object.values(withoutMaximum(carried)).reduce((sum, rate) => sum + 1 / rate, 0);
  return { carried, bottleneck, eventsPerSecond: inTurn };
}

/** Scoring and KV Store go on at the same time, so only the slower counts. */
function withoutMaximum(carried) {
  const { 'KV Store': kv, 'the workers that score': score, ...others } = carried;
  return { ...others, write: Math.min(kv, score) };
}
