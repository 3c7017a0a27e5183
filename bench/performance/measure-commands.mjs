import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureRounds } from './measure-rounds.mjs';
import { runOwn, runSidecar } from './run-process.mjs';

/**
 * What the floor, `sidecar train` and `sidecar score` (all records written) cost on one file, in turn.
 *
 * @param file - Events, one to a line.
 * @param runs - How often each, from 1.
 * @returns `events`, `accounts` and `k` as the training tells, `inputMiB`, `modelMiB`, `outputMiB`, `runs`; `stages`, of the last
 *   training and scoring, `[name, ms]` each; and `floor`, `train`, `score`, each with the median, least and most of `wallMs`, `cpuMs`, `peakMiB`.
 * @throws Error if a command fails, or if the training saw another number of events than the file has lines.
 */
export function measureCommands(file, runs) {
  const folder = mkdtempSync(join(tmpdir(), 'sidecar-bench-run-'));
  const [model, output] = ['model.json', 'scored.ndjson'].map((name) => join(folder, name));
  let lines = 0;
  let report = null;
  let sizes = null;
  const stages = {};
  try {
    const measured = measureRounds(runs, {
      floor: () => {
        const run = runOwn('floor', [file]);
        lines = Number(run.stdout);
        return run;
      },
      train: () => {
        const run = runSidecar(['train', '--input', file, '--model', model, '--json', '--log', 'json']);
        stages.train = stagesOf(run);
        report = JSON.parse(run.stdout);
        if (report.events !== lines) throw new Error(`trained on ${report.events} of ${lines} events`);
        return run;
      },
      score: () => {
        const run = runSidecar([
          'score',
          '--input',
          file,
          '--model',
          model,
          '--output',
          output,
          '--log',
          'json',
        ]);
        stages.score = stagesOf(run);
        sizes = { inputMiB: mebibytes(file), modelMiB: mebibytes(model), outputMiB: mebibytes(output) };
        rmSync(output);
        return run;
      },
    });
    const { events, accounts, k } = report;
    return { events, accounts, k, ...sizes, runs, stages, ...measured };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Time of each stage, as the command tells it on stderr. */
function stagesOf({ stderr }) {
  return stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter(({ stage }) => stage !== undefined)
    .map(({ stage, duration_ms: ms }) => [stage, ms]);
}

function mebibytes(path) {
  return statSync(path).size / 2 ** 20;
}
