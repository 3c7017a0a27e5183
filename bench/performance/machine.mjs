import { spawnSync } from 'node:child_process';
import { arch, availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';
import { root } from '../../scripts/pnpm.mjs';

/** The machine, what runs on it and the state of the sources: `{ text, load, commit, date }`. `load` is the mean of the last minute. */
export function describeMachine() {
  const cores = availableParallelism();
  const gib = (totalmem() / 2 ** 30).toFixed(0);
  const text = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cores} cores, ${gib} GiB, ${type()} ${release()} ${arch()}, Node ${process.versions.node}`;
  const git = (...words) => spawnSync('git', words, { cwd: root, encoding: 'utf8' }).stdout?.trim() ?? '';
  const changed = git('status', '--porcelain', '--untracked-files=no', '--', 'packages', 'apps') !== '';
  const commit = git('rev-parse', '--short', 'HEAD') || 'unknown';
  return {
    text,
    load: Math.round(loadavg()[0] * 100) / 100,
    commit: changed ? `${commit} with changes` : commit,
    date: new Date().toISOString().slice(0, 10),
  };
}
