import { duration, megabytes, number, spreadOf, table, times } from './cells.mjs';

/** What the floor, training and scoring took on one file or several: one row each. */
export function commandsTable(results) {
  const rows = results.flatMap((result) =>
    ['floor', 'train', 'score'].map((name) => {
      const { wallMs, cpuMs, peakMiB } = result[name];
      return [
        `${number(result.events)} events, ${number(result.accounts)} accounts: ${name}`,
        spreadOf(wallMs),
        duration(cpuMs.median),
        megabytes(peakMiB.most),
        name === 'floor' ? '' : times(ratioToFloor(result, name)),
        number(result.runs),
      ];
    }),
  );
  return table(['', 'wall', 'CPU', 'most memory', 'times the floor', 'runs'], rows);
}

/** Of the medians of wall time, in one run. */
export function ratioToFloor(result, name) {
  return result[name].wallMs.median / result.floor.wallMs.median;
}

/** How many events a second, start-up included. */
export function eventsPerSecond(result, name) {
  return (1000 * result.events) / result[name].wallMs.median;
}

/** The largest resident set of training and scoring, in MiB. */
export function mostMemory(result) {
  return Math.max(result.train.peakMiB.most, result.score.peakMiB.most);
}
