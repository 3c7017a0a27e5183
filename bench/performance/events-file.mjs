import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runSidecar } from './run-process.mjs';

const folder = join(tmpdir(), 'sidecar-bench');
const generator = fileURLToPath(new URL('../../packages/log-generator/dist/index.js', import.meta.url));
const end = '2026-10-01T00:00:00Z';

/**
 * A file of generated events of 90 days, made once and kept in the temporary folder for as long as the generator stays the same.
 *
 * @param options - `events`; `accounts`, in round numbers, of an organisation whose people mistype their names as always
 *   (`typos` false: never, so that accounts do not grow with events); or `original`: the profile of the first system's generator.
 * @returns its path.
 */
export function eventsFile({ events, accounts, typos = true, original = false }) {
  const version = createHash('sha256').update(readFileSync(generator)).digest('hex').slice(0, 8);
  const kind = original ? 'original' : `${accounts}-accounts${typos ? '' : '-exact'}`;
  const path = join(folder, `${version}-${kind}-${events}.ndjson`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  removeOutdated(version);
  const who = original ? ['--profile', 'original'] : organisation(accounts, typos);
  const partial = `${path}.${process.pid}.tmp`;
  const words = ['--events', String(events), '--seed', '1', '--end', end, '--out', partial, '--quiet'];
  runSidecar(['generate', ...words, ...who]);
  renameSync(partial, path);
  return path;
}

/** Files of another generator, and what a killed run left an hour ago. */
function removeOutdated(version) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const isLeft = name.endsWith('.tmp') && statSync(path).mtimeMs < Date.now() - 3_600_000;
    if (isLeft || !(name.startsWith(version) || name.startsWith('flood'))) rmSync(path, { force: true });
  }
}

/** People, services, administrators' second accounts, computers and sleepers, in the shares of an ordinary organisation; no attacks. */
function organisation(accounts, typos) {
  const shares = { services: 0.12, admins: 0.04, machines: 0.1, dormant: 0.04 };
  const others = Object.entries(shares).map(([name, share]) => [
    name,
    Math.max(1, Math.round(share * accounts)),
  ]);
  const people = Math.max(2, accounts - others.reduce((sum, [, count]) => sum + count, 0));
  const sizes = [['people', people], ...others].flatMap(([name, count]) => [`--${name}`, String(count)]);
  return [...sizes, '--attack-share', '0', ...(typos ? [] : ['--habit', 'typos=0'])];
}
