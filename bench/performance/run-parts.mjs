import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { describeMachine } from './machine.mjs';
import { fillDocument, plainReport } from './report/document.mjs';

const document = new URL('../../docs/performance.md', import.meta.url);
const store = new URL('results.json', import.meta.url);

/**
 * Measures parts, one after the other, and tells of each what it found. Whole ones go to `docs/performance.md` as they are done, beside what
 * was measured before.
 *
 * @param wanted - Some of `parts`.
 * @param asked - As `parseOptions` gives it.
 */
export async function runParts(wanted, { options, isWhole, out }) {
  const results = {};
  for (const part of wanted) {
    const begun = Date.now();
    console.log(`\n== ${part.name}: ${part.question}`);
    const machine = describeMachine();
    results[part.name] = { machine, data: part.measure(options) };
    console.log(await pretty(plainReport({ [part.name]: results[part.name] })));
    console.error(`${part.name}: measured in ${((Date.now() - begun) / 1000).toFixed(0)} s`);
    if (out !== null) writeFileSync(out, await pretty(plainReport(results)));
    else if (isWhole) await keep(results);
  }
  if (out !== null) console.error(`Written: ${out}`);
  else if (isWhole) console.error('Written: docs/performance.md');
  else console.error('Not in full, so docs/performance.md stays as it is; --out FILE keeps a report.');
}

/** The document as it should be: its own words, and what was measured last of each part. */
export async function documentText(results = readResults()) {
  return pretty(fillDocument(readFileSync(document, 'utf8'), results));
}

async function keep(results) {
  const all = { ...readResults(), ...results };
  writeFileSync(
    store,
    await format(JSON.stringify(all), { ...(await resolveConfig(store)), parser: 'json' }),
  );
  writeFileSync(document, await documentText(all));
}

function readResults() {
  return existsSync(store) ? JSON.parse(readFileSync(store, 'utf8')) : {};
}

async function pretty(markdown) {
  return format(markdown, { ...(await resolveConfig(document)), parser: 'markdown' });
}
