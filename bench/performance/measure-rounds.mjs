/**
 * Measures several things in turn, round after round, so that whatever else the machine does meets all of them alike.
 *
 * @param rounds - How often, from 1.
 * @param acts - By name, functions that return numbers by name, such as `{ wallMs, cpuMs }`.
 * @returns by name and number `{ median, least, most }`.
 * @example
 * measureRounds(3, { floor: () => runOwn('floor', [file]) }).floor.wallMs.median;
 */
export function measureRounds(rounds, acts) {
  const measured = Object.fromEntries(Object.keys(acts).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, act] of Object.entries(acts)) measured[name].push(act());
  }
  return Object.fromEntries(Object.entries(measured).map(([name, runs]) => [name, summary(runs)]));
}

function summary(runs) {
  const numbers = Object.keys(runs[0]).filter((key) => typeof runs[0][key] === 'number');
  return Object.fromEntries(numbers.map((key) => [key, spread(runs.map((run) => run[key]))]));
}

/** Median, least and most; of an even number the mean of the two in the middle. */
export function spread(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
  return { median, least: sorted[0], most: sorted.at(-1) };
}
