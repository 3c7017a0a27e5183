// Installs and builds whatever is missing, with nothing but Node and npm. A few seconds when nothing changed.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pnpm, root } from './pnpm.mjs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Sidecar needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

const stamp = new URL('node_modules/.sidecar-setup', root);
const wanted = fingerprint();
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  console.error('Setting up: installing packages (about half a minute the first time) ...');
  pnpm(['install', '--frozen-lockfile', '--reporter=append-only', '--loglevel=warn']);
  writeFileSync(stamp, wanted);
}
console.error('Setting up: building what changed ...');
pnpm(['run', 'build', '--output-logs=errors-only'], { quiet: true });

/** Of everything that decides what is installed. */
function fingerprint() {
  const manifests = ['packages', 'apps'].flatMap((folder) =>
    readdirSync(new URL(folder, root)).map((name) => `${folder}/${name}/package.json`),
  );
  const hash = createHash('sha256').update(process.versions.node);
  for (const file of ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml', ...manifests.toSorted()]) {
    const url = new URL(file, root);
    if (existsSync(url)) hash.update(file).update(readFileSync(url));
  }
  return hash.digest('hex');
}
