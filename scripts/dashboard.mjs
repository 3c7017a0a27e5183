// Installs Splunk's packages and builds the page of `sidecar dashboard`, if anything of it changed. Its modules stay out of the workspace.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { pnpm, root } from './pnpm.mjs';

const folder = 'apps/dashboard';
const stamp = new URL(`${folder}/dist/.sidecar-page`, root);
const wanted = fingerprint();
if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
  console.error('The page of the dashboard is built.');
} else {
  console.error('Building the page of the dashboard: about two minutes, 550 MB of modules ...');
  const install = ['install', '--ignore-workspace', '--ignore-scripts', '--frozen-lockfile'];
  pnpm(['--dir', folder, ...install, '--reporter=append-only', '--loglevel=warn']);
  pnpm(['--dir', folder, '--ignore-workspace', 'run', 'build'], { quiet: true });
  writeFileSync(stamp, wanted);
}

/** Of everything that the page is built of. */
function fingerprint() {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0]);
  const files = readdirSync(new URL(folder, root), { recursive: true })
    .filter((name) => !/^(?:node_modules|dist)(?:[/\\]|$)/.test(name))
    .toSorted();
  for (const name of files) {
    const url = new URL(`${folder}/${name}`, root);
    if (statSync(url).isFile()) hash.update(name).update(readFileSync(url));
  }
  return hash.digest('hex');
}
