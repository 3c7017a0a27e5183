import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spread } from '../measure-rounds.mjs';
import { growth } from '../report/growth-table.mjs';
import { duration, number } from '../report/cells.mjs';
import { runOwn } from '../run-process.mjs';

/** What grows with distinct rows, for the candidates of the configuration. */
export const costOfRows = {
  name: 'cost-rows',
  question: 'What grows with the distinct rows?',
  measure: ({ size, runs }) =>
    withRows((write) =>
      [500, 1000, 2000, 4000, 8000].map((rows) =>
        clustered(write(Math.max(size(rows), rows / 10)), [6, 8, 10, 12, 14], runs(5)),
      ),
    ),
  goals: () => [],
  report: (results) => costTable('distinct rows', results, ({ distinct }) => distinct),
};

/** What grows with k, one candidate at a time. */
export const costOfK = {
  name: 'cost-k',
  question: 'What grows with k?',
  measure: ({ size, runs }) =>
    withRows((write) =>
      [4, 8, 16, 32, 64].map((k) => clustered(write(Math.max(200, size(2000))), [k], runs(5))),
    ),
  goals: () => [],
  report: (results) => costTable('k', results, ({ k }) => k),
};

function costTable(name, results, sizeOf) {
  const rows = results.map((result) => [number(sizeOf(result)), duration(result.ms.median)]);
  return growth([name, 'wall'], rows, [results.map((result) => [sizeOf(result), result.ms.median])]);
}

function clustered(file, candidates, repeats) {
  const { stdout } = runOwn('choose-k', [file, JSON.stringify(candidates), String(repeats)]);
  const { ms, distinct, k } = JSON.parse(stdout);
  return { distinct, k, ms: spread(ms) };
}

/** Hands over a function that writes a file of so many distinct rows and gives its path; removes the files at the end. */
function withRows(act) {
  const folder = mkdtempSync(join(tmpdir(), 'sidecar-bench-rows-'));
  const write = (count) => {
    const file = join(folder, String(count));
    runOwn('random-rows', [String(count), file]);
    return file;
  };
  try {
    return act(write);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
