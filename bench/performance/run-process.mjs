import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const preload = new URL('processes/report-usage.mjs', import.meta.url).href;
const command = fileURLToPath(new URL('../../apps/cli/bin/sidecar.mjs', import.meta.url));

/**
 * Runs Node as a process of its own, to its end.
 *
 * @param words - Options of Node, a script and its words.
 * @param options - `usage`: false for nothing but the clock, with nothing loaded beside the script. @default true
 * @returns `wallMs` from before the process is made until it is gone; `cpuMs`, user and system, all threads; `peakMiB`, the
 *   largest resident set; `stdout` and `stderr`.
 * @throws Error with what it said if it does not end with exit code 0.
 */
export function runNode(words, { usage = true } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'sidecar-bench-usage-'));
  const file = join(folder, 'usage.json');
  try {
    const begun = performance.now();
    const { status, signal, stdout, stderr } = spawnSync(
      process.execPath,
      [...(usage ? ['--import', preload] : []), ...words],
      { encoding: 'utf8', maxBuffer: 1 << 30, env: { ...process.env, SIDECAR_BENCH_USAGE: file } },
    );
    const wallMs = performance.now() - begun;
    if (status !== 0) throw new Error(`${words.join(' ')} ended with ${signal ?? status}:\n${stderr}`);
    return { wallMs, ...(usage && JSON.parse(readFileSync(file, 'utf8'))), stdout, stderr };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the built command `sidecar`, as a person would. */
export function runSidecar(words, options) {
  return runNode([command, ...words], options);
}

/** Runs one of the scripts in `processes`. */
export function runOwn(name, words) {
  return runNode([fileURLToPath(new URL(`processes/${name}.mjs`, import.meta.url)), ...words]);
}
