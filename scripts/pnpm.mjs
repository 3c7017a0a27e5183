// Runs the project's own pnpm version through npx, so that neither a global install nor corepack is needed.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export const root = new URL('..', import.meta.url);
const { packageManager } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));

/** Runs `pnpm ...args` at the root and returns its output; `quiet` shows output only when it fails. */
export function pnpm(args, { quiet = false } = {}) {
  const { status, stdout, stderr, error } = spawnSync('npx', ['--yes', packageManager, ...args], {
    cwd: root,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: {
      ...process.env,
      TURBO_TELEMETRY_DISABLED: '1',
      DO_NOT_TRACK: '1',
      npm_config_update_notifier: 'false',
    },
    shell: process.platform === 'win32',
  });
  if (status === 0) return stdout ?? '';
  if (quiet) process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`);
  console.error(`\n"pnpm ${args.join(' ')}" failed${error ? `: ${error.message}` : ''}. ${hint(args)}`);
  process.exit(1);
}

function hint(args) {
  return args[0] === 'install' ? 'Check that the npm registry can be reached, then run this again.' : '';
}
