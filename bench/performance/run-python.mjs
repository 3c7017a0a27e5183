import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

/**
 * Whether a Python has scikit-learn: `{ version }`, or `{ missing }` with a sentence.
 *
 * @param python - Path; null if none was named.
 */
export function sklearnOf(python) {
  if (python === null) return { missing: 'not run: no --against path/to/python' };
  const { status, stdout, stderr, error } = spawnSync(
    python,
    ['-c', 'import sklearn; print(sklearn.__version__)'],
    { encoding: 'utf8' },
  );
  if (status === 0) return { version: stdout.trim() };
  return { missing: `not run: ${error?.message ?? stderr.trim().split('\n').at(-1)}` };
}

/**
 * Runs a Python script that prints one JSON object.
 *
 * @returns what it printed, and `wallMs` of the whole process.
 * @throws Error with what it said if it fails.
 */
export function runPython(python, script, words, input = '') {
  const begun = performance.now();
  const { status, stdout, stderr, error } = spawnSync(
    python,
    [fileURLToPath(new URL(script, import.meta.url)), ...words],
    { encoding: 'utf8', input, maxBuffer: 1 << 30 },
  );
  const wallMs = performance.now() - begun;
  if (status !== 0) throw new Error(`${script} failed: ${error?.message ?? stderr}`);
  return { wallMs, ...JSON.parse(stdout) };
}
