import { isFailure, matrix } from '../sidecar.mjs';
import { accountValues } from './account-values.mjs';

const hourMs = 3_600_000;

/**
 * Events as rows of numbers, as one makes them for an algorithm that wants numbers: time of day on a circle, weekend, failure,
 * how usual each value is for the account, and how busy the account and the source were in the hour before.
 *
 * @returns matrices of the training and the test events
 */
export function numericRows({ train, test }) {
  const countsOf = accountValues(train);
  const rowOf = (event, busy) => {
    const angle = (2 * Math.PI * (event.time % (24 * hourMs))) / (24 * hourMs);
    const { total, seen } = countsOf(event);
    const usual = seen.map((count) => Math.log((count + 0.5) / (total + 1)));
    return [
      Math.sin(angle),
      Math.cos(angle),
      isWeekend(event) ? 1 : 0,
      isFailure(event) ? 1 : 0,
      ...usual,
      ...busy,
    ];
  };
  const follow = createFollower();
  return [train, test].map((events) => matrix(events.map((event) => rowOf(event, follow(event)))));
}

function isWeekend({ time }) {
  return [0, 6].includes(new Date(time).getUTCDay());
}

/** Logs of the account's events, its destinations and its source's failures in the last hour. */
function createFollower() {
  const accounts = new Map();
  const sources = new Map();
  return (event) => {
    const own = recent(accounts, event.user, event);
    const failures =
      event.src === null ? [] : recent(sources, event.src, isFailure(event) ? event : null, event.time);
    return [own.length, new Set(own.map(({ dest }) => dest)).size, failures.length].map(Math.log1p);
  };
}

function recent(windows, key, event, now = event.time) {
  const kept = (windows.get(key) ?? []).filter(({ time }) => time > now - hourMs);
  if (event !== null) kept.push(event);
  windows.set(key, kept);
  return kept;
}
