// Runs the project's own pnpm version through npx, so that neither a global install nor corepack is needed.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export const root = new URL('..', import.meta.url);
const { packageManager } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));

const options = {
  cwd: root,
  env: {
    ...process.env,
    TURBO_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
    npm_config_update_notifier: 'false',
  },
  shell: process.platform === 'win32',
};

/** Runs `pnpm ...args` at the root and returns its output; `quiet` shows output only when it fails. */
export function pnpm(args, { quiet = false } = {}) {
  const { status, stdout, stderr, error } = spawnSync('npx', ['--yes', packageManager, ...args], {
    ...options,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status === 0) return stdout ?? '';
  if (quiet) process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`);
  fail(args, error);
}

/** What runs beside this process. */
const children = new Set();

/** Runs `pnpm ...args` at the root while others run; the first that fails ends the others and the process. */
export async function pnpmBeside(args) {
  const child = spawn('npx', ['--yes', packageManager, ...args], { ...options, stdio: 'inherit' });
  children.add(child);
  await new Promise((resolve) => {
    child.once('error', (error) => fail(args, error));
    child.once('exit', (status) => (status === 0 ? resolve() : fail(args)));
  });
  children.delete(child);
}

function fail(args, error) {
  for (const child of children) child.removeAllListeners('exit').kill();
  console.error(`\n"pnpm ${args.join(' ')}" failed${error ? `: ${error.message}` : ''}. ${hint(args)}`);
  process.exit(1);
}

function hint(args) {
  return args[0] === 'install' ? 'Check that the npm registry can be reached, then run this again.' : '';
}
