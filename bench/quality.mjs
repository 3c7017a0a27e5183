// How well does the model find attacks, beside simpler detectors? See docs/quality.md, or: npm run bench:quality -- --help
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { help, parseOptions } from './quality/options.mjs';
import { reportOf } from './quality/report/markdown.mjs';
import { runTasks } from './quality/run-tasks.mjs';

const document = new URL('../docs/quality.md', import.meta.url);

async function measure({ check, tasks, out, isWhole }) {
  let done = 0;
  const results = await runTasks(tasks, ({ population, seed, detectors }) => {
    const { averagePrecision } = detectors.ours;
    console.error(
      `${++done}/${tasks.length}  ${population}, seed ${seed}: average precision ${averagePrecision.toFixed(3)}`,
    );
  });
  const { report, summary } = reportOf(results);
  console.log(await pretty(summary));
  const text = await pretty(report);
  if (check) return compare(readFileSync(document, 'utf8'), text);
  const target = out ?? (isWhole ? document : null);
  if (target === null) return;
  writeFileSync(target, text);
  console.error(`Written: ${out ?? 'docs/quality.md'}`);
}

async function pretty(markdown) {
  return format(markdown, { ...(await resolveConfig(document)), parser: 'markdown' });
}

function compare(old, now) {
  if (old === now) return console.error('docs/quality.md says the same, to the digit.');
  const [before, after] = [old, now].map((text) => text.split('\n'));
  const line = after.findIndex((text, i) => text !== before[i]);
  console.error(
    `docs/quality.md says something else from line ${line + 1} on:\n- ${before[line]}\n+ ${after[line]}`,
  );
  process.exitCode = 1;
}

let options = null;
try {
  options = parseOptions(process.argv.slice(2));
} catch (error) {
  console.error(`${error.message}\n--help shows the options.`);
  process.exitCode = 2;
}
if (options?.help) process.stdout.write(help);
else if (options) await measure(options);
