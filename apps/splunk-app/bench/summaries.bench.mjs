// How much less leaves Splunk when the sidecar learns from summaries, and is the model the same?
// (build first: npm run setup; then: node --max-old-space-size=12000 bench/summaries.bench.mjs [events] [number of the population])
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatEvent, generate } from '@sidecar/log-generator';
import { parseConfig, run } from '@sidecar/pipeline';
import { datamodelSearch, summarySearch } from '@sidecar/pipeline/summary';
import { startEmulator } from '@sidecar/splunk-emulator';
import { buildApp } from '../dist/index.js';

const count = Number(process.argv[2] ?? 1_000_000);
const start = Date.parse('2026-06-01T00:00:00Z') / 1000;
const populations = [
  { name: 'original profile, 90 days', profile: 'original', days: 90 },
  { name: '300 people, 60 services, 90 days', people: 300, services: 60, admins: 10, days: 90 },
  { name: '5,000 people, 400 services, 14 days', people: 5000, services: 400, admins: 60, days: 14 },
];

const [, , , only] = process.argv;
for (const population of only === undefined ? populations : [populations[only]]) await measure(population);

async function measure({ name, days, ...options }) {
  const end = start + days * 86_400;
  // The data model looks into the indexes that a role searches by default.
  const users = [{ name: 'sidecar', token: 'the-token-of-the-service-account', roles: ['sidecar_service'] }];
  const splunk = await startEmulator({ apps: [buildApp()], users, now: () => (end + 7200) * 1000 });
  const folder = await mkdtemp(join(tmpdir(), 'summaries-'));
  try {
    const events = generate({
      events: count,
      seed: 11,
      start: new Date(start * 1000),
      end: new Date(end * 1000),
      ...options,
    });
    await splunk.addEvents('ml_sidecar', 'ml:sidecar:json', linesOf(events));
    const time = { from: start, to: end };
    const raw = await leaving(splunk, 'search index=ml_sidecar sourcetype=ml:sidecar:json', time);
    const written = await leaving(splunk, `search ${backfill()}`, time);
    const stored = await leaving(splunk, 'search index=sidecar_summary | fields _raw', time);
    const summary = await leaving(splunk, summarySearch({ index: 'sidecar_summary' }), time);
    const datamodel = await leaving(splunk, datamodelSearch({ summariesOnly: false }), time, users[0].token);
    console.log(`\n${name}: ${raw.rows} events`);
    console.table({
      'raw events': shown(raw, raw),
      'from the summary': shown(summary, raw),
      'from the data model': shown(datamodel, raw),
    });
    console.log(
      `written: ${written.rows} events of the summary, ${million(stored.bytes)} MB, in ${written.seconds.toFixed(1)} s`,
    );
    const [one, other] = [
      await modelOf(splunk, folder, 'raw', time),
      await modelOf(splunk, folder, 'summary', time),
    ];
    console.log(
      `model: ${one} from events, ${other} from the summary: ${one === other ? 'the same to the bit' : 'DIFFERENT'}`,
    );
    if (one !== other) process.exitCode = 1;
  } finally {
    await splunk.close();
    await rm(folder, { recursive: true });
  }
}

function* linesOf(events) {
  for (const { event } of events) yield formatEvent(event, 'seed');
}

/** The saved search by which the summary is filled, as it is in the app. */
function backfill() {
  const conf = String(buildApp().find(({ path }) => path === 'default/savedsearches.conf').content);
  const stanza = conf.slice(conf.indexOf('[Sidecar - Backfill the logon summary]'));
  return /^search = (.*)$/m.exec(stanza)[1];
}

/** Rows and bytes of the answer to an export, JSON as it goes over the network before compression. */
async function leaving(splunk, search, { from, to }, token = splunk.token) {
  const began = performance.now();
  const response = await fetch(`${splunk.baseUrl}/servicesNS/nobody/ml_sidecar_app/search/v2/jobs/export`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'accept-encoding': 'identity' },
    body: new URLSearchParams({
      search,
      earliest_time: `${from}`,
      latest_time: `${to}`,
      output_mode: 'json',
      preview: 'false',
    }),
  });
  let bytes = 0;
  let rows = 0;
  let longest = 0;
  let line = 0;
  for await (const chunk of response.body) {
    bytes += chunk.length;
    for (const byte of chunk) {
      line += 1;
      if (byte !== 10) continue;
      rows += 1;
      longest = Math.max(longest, line);
      line = 0;
    }
  }
  if (!response.ok || rows === 0) throw new Error(`${response.status} to ${search.slice(0, 200)}`);
  return { rows, bytes, longest, seconds: (performance.now() - began) / 1000 };
}

async function modelOf(splunk, folder, mode, { from, to }) {
  const { config } = parseConfig(
    JSON.stringify({
      general: { model_dir: join(folder, mode) },
      ingestion: {
        mode,
        windows: 'never',
        earliest: `${from}`,
        latest: `${to}`,
        splunk: { base_url: splunk.baseUrl, auth_token: splunk.token },
      },
      output: { writers: [] },
    }),
  );
  return (await run({ config, runId: mode, now: new Date(to * 1000) })).modelVersion;
}

function shown({ rows, bytes, longest, seconds }, raw) {
  return {
    rows,
    'rows, times fewer': Math.round(raw.rows / rows),
    MB: million(bytes),
    'bytes, times fewer': Number((raw.bytes / bytes).toFixed(1)),
    'longest row, kB': Math.round(longest / 1000),
    seconds: Number(seconds.toFixed(1)),
  };
}

function million(bytes) {
  return Number((bytes / 1e6).toFixed(1));
}
