// How does it scale? Measures workers as processes and what each step costs, simulates what nobody here has, and writes docs/scale.md.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { describeMachine } from './performance/machine.mjs';
import { runSidecar } from './performance/run-process.mjs';
import { measureCosts } from './scale/measure-costs.mjs';
import { measureWorkers } from './scale/measure-workers.mjs';
import {
  slowExportTable,
  assumptions,
  costsTable,
  scoringTable,
  trainingTable,
  workersTable,
} from './scale/tables.mjs';

const document = new URL('../docs/scale.md', import.meta.url);
const known = new URL('scale/costs.json', import.meta.url);
const help = `npm run bench:scale [-- options]

  --quick            3,000 events, once, on the screen alone
  --events <n>       events of 30 days (default: 100000)
  --runs <n>         rounds, of which medians are told (default: 3)
  --costs            only what a step costs is measured
  --simulate         nothing is measured: what was measured last is simulated anew
  --assume <a=n>     another figure for what is not measured here; may be repeated:
${Object.entries(assumptions)
  .map(([name, value]) => `                       ${name}=${value}`)
  .join('\n')}
  --help
`;

async function main() {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      events: { type: 'string' },
      runs: { type: 'string' },
      costs: { type: 'boolean', default: false },
      simulate: { type: 'boolean', default: false },
      assume: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(help);
  const given = { ...assumptions, ...Object.fromEntries(values.assume.map(assumed)) };
  const events = Number(values.events ?? (values.quick ? 3000 : 100_000));
  const runs = Number(values.runs ?? (values.quick ? 1 : 3));
  const blocks = {};
  let costs;
  if (values.simulate) costs = JSON.parse(readFileSync(known, 'utf8'));
  else {
    const machine = describeMachine();
    const eventsPath = eventsFile(events);
    if (!values.costs)
      blocks.machine = `Machine: ${machine.text}. ${machine.date}, commit ${machine.commit}, load ${machine.load} before it; ${events.toLocaleString('en')} events, ${runs === 1 ? 'once' : `medians of ${runs} rounds`}.`;
    if (!values.costs) blocks.workers = workersTable(await measureAll(eventsPath, runs));
    // Of few events, most of what is measured is how everything begins.
    costs = await measureCosts(
      values.quick ? { eventsPath } : { eventsPath: eventsFile(Math.max(events, 200_000)), scoredDays: 15 },
    );
  }
  blocks.costs = costsTable(costs);
  blocks.scoring = scoringTable(costs, given);
  blocks.slow = slowExportTable(costs, given);
  blocks.training = trainingTable(costs, given);
  if (values.quick || values.assume.length > 0) return console.log(Object.values(blocks).join('\n\n'));
  writeFileSync(known, `${JSON.stringify(costs, null, 2)}\n`);
  const text = Object.entries(blocks).reduce(fill, readFileSync(document, 'utf8'));
  writeFileSync(document, await format(text, { ...(await resolveConfig(document)), parser: 'markdown' }));
  console.error('Written: docs/scale.md, bench/scale/costs.json');
}

/** Every set-up in turn, so that a change of the machine's pace is felt by all. */
async function measureAll(eventsPath, runs) {
  const setups = [
    { name: 'one process, no Redis', workers: 1, isAlone: true },
    { name: '1 worker', workers: 1, isAlone: false },
    { name: '2 workers', workers: 2, isAlone: false },
    { name: '4 workers', workers: 4, isAlone: false },
  ];
  const rounds = setups.map(() => []);
  for (let round = 0; round < runs; round++) {
    for (const [i, setup] of setups.entries()) {
      const result = await measureWorkers({ eventsPath, scoreHours: 5 * 24, ...setup });
      rounds[i].push(result);
      console.error(
        `round ${round + 1}, ${setup.name}: train ${result.train.seconds.toFixed(1)} s, score ${result.score.seconds.toFixed(1)} s`,
      );
    }
  }
  const [first] = rounds[0];
  const isSame = (result) =>
    ['model', 'events', 'outliers', 'incidents'].every((name) => result[name] === first[name]);
  return setups.map(({ name }, i) => ({
    name,
    train: medianOf(rounds[i].map(({ train }) => train)),
    score: medianOf(rounds[i].map(({ score }) => score)),
    isSame: rounds[i].every(isSame),
  }));
}

function medianOf(phases) {
  return phases.toSorted((a, b) => a.seconds - b.seconds)[Math.floor(phases.length / 2)];
}

function eventsFile(events) {
  const folder = join(tmpdir(), 'sidecar-bench');
  const path = join(folder, `scale-${events}.ndjson`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const end = new Date().toISOString().slice(0, 10);
  const start = new Date(Date.parse(end) - 30 * 86_400_000).toISOString();
  const words = ['--events', String(events), '--seed', '1', '--start', start, '--end', `${end}T00:00:00Z`];
  runSidecar(['generate', ...words, '--out', path, '--quiet']);
  return path;
}

function assumed(word) {
  const [name, value] = word.split('=');
  if (!(name in assumptions) || !(Number(value) > 0)) {
    console.error(`--assume ${word}: expected one of ${Object.keys(assumptions).join(', ')} and a number.`);
    process.exit(2);
  }
  return [name, Number(value)];
}

function fill(text, [name, block]) {
  const place = new RegExp(`(<!-- bench:${name} -->)[^]*?(<!-- /bench:${name} -->)`);
  if (!place.test(text)) throw new Error(`docs/scale.md has no place for ${name}`);
  return text.replace(place, (_, begin, end) => `${begin}\n\n${block}\n\n${end}`);
}

await main();
