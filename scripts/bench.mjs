// Runs every bench of every package on the built packages, one after the other, so that they do not disturb each other.
// With words, only those whose path has one of them: npm run bench -- kmeans
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { root } from './pnpm.mjs';

const wanted = process.argv.slice(2);
const benches = readdirSync(new URL('packages', root))
  .map((name) => `packages/${name}/bench`)
  .filter((folder) => existsSync(new URL(folder, root)))
  .flatMap((folder) => readdirSync(new URL(folder, root)).map((file) => `${folder}/${file}`))
  .filter(
    (file) =>
      file.endsWith('.bench.mjs') && (wanted.length === 0 || wanted.some((word) => file.includes(word))),
  );

if (benches.length === 0) {
  console.error(`No bench has ${wanted.join(' or ')} in its path.`);
  process.exit(2);
}
for (const bench of benches) {
  console.log(`\n== ${bench}`);
  const { status } = spawnSync(process.execPath, [bench], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
