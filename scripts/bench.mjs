// How fast is it? Runs the parts of bench/performance, which write docs/performance.md, and the benches of the packages, all on the
// built packages and one after the other, so that they do not disturb each other. See: npm run bench -- --help
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { help, parseOptions } from '../bench/performance/options.mjs';
import { parts } from '../bench/performance/parts/all.mjs';
import { runParts } from '../bench/performance/run-parts.mjs';
import { root } from './pnpm.mjs';

const benches = readdirSync(new URL('packages', root))
  .map((name) => `packages/${name}/bench`)
  .filter((folder) => existsSync(new URL(folder, root)))
  .flatMap((folder) => readdirSync(new URL(folder, root)).map((file) => `${folder}/${file}`))
  .filter((file) => file.endsWith('.bench.mjs'));

let asked = null;
try {
  asked = parseOptions(process.argv.slice(2));
} catch (error) {
  console.error(`${error.message}\n--help shows the options.`);
  process.exitCode = 2;
}
if (asked?.help) process.stdout.write(help);
else if (asked) await bench(asked);

async function bench({ words, list, ...rest }) {
  const isWanted = (path) => words.length === 0 || words.some((word) => path.includes(word));
  const wantedParts = parts.filter(({ name }) => isWanted(`bench/performance/${name}`));
  const wantedBenches = benches.filter(isWanted);
  if (wantedParts.length + wantedBenches.length === 0) {
    console.error(`No bench has ${words.join(' or ')} in its path.`);
    process.exitCode = 2;
    return;
  }
  if (list) {
    for (const { name, question } of wantedParts) console.log(`bench/performance/${name}: ${question}`);
    for (const path of wantedBenches) console.log(path);
    return;
  }
  if (wantedParts.length > 0) await runParts(wantedParts, rest);
  for (const path of wantedBenches) {
    console.log(`\n== ${path}`);
    const { status } = spawnSync(process.execPath, [path], { cwd: root, stdio: 'inherit' });
    if (status !== 0) process.exitCode = 1;
  }
}
