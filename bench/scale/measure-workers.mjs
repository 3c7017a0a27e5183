// Trains and scores with whole processes as they are deployed: one coordinator, further workers, Redis and a server, all on this machine.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const worker = fileURLToPath(new URL('../../apps/worker/bin/sidecar-worker.mjs', import.meta.url));
const server = fileURLToPath(new URL('processes/splunk.mjs', import.meta.url));
const TICK_SECONDS = 100; // of /proc/PID/stat

/**
 * Trains on a file of events and then scores its last hours.
 *
 * @param options - `eventsPath`; `workers` in all, the coordinator included; `isAlone` for one without Redis; `scoreHours`.
 * @returns `train` and `score`, each `{ seconds, processes: [{ name, cpuSeconds }], waitingShare }`: of the workers, the share of the time in which they used no processor; `redisBytes` at the most;
 *   `model` and `events`: hashes of what came out.
 */
export async function measureWorkers({ eventsPath, workers, isAlone, scoreHours }) {
  const folder = mkdtempSync(join(tmpdir(), 'sidecar-scale-'));
  const children = [];
  try {
    const splunk = await startServer(eventsPath, children);
    const redis = isAlone ? null : await startRedis(folder, children);
    const configFor = (stage) => {
      const path = join(folder, `${stage}.yaml`);
      writeFileSync(path, configText({ ...splunk, redis, stage, folder, scoreHours }));
      return path;
    };
    const helpers = [];
    for (let i = 1; i < workers; i++) {
      const args = ['--config', configFor('score'), '--role', 'work', '--log', 'json'];
      helpers.push(startWorker(`worker ${i}`, args, children));
    }
    if (helpers.length > 0) await new Promise((resolve) => setTimeout(resolve, 2000)); // until they listen
    const phases = {};
    for (const stage of ['train', 'score']) {
      phases[stage] = await measurePhase(configFor(stage), helpers, { children, stage });
    }
    return {
      ...phases,
      model: hashOf(
        readFileSync(modelIn(folder))
          .toString()
          .replace(/"created_at":"[^"]*"/g, ''),
      ),
      events: hashOf(await recordsOf(splunk, 'auth_events')),
      outliers: hashOf(await recordsOf(splunk, 'auth_outlier_events')),
      incidents: hashOf(await recordsOf(splunk, 'auth_incidents')),
    };
  } finally {
    for (const { child } of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measurePhase(config, helpers, { children, stage }) {
  const before = helpers.map((helper) => helper.cpuSeconds());
  const started = performance.now();
  const coordinator = startWorker('coordinator', ['--config', config, '--once', '--log', 'json'], children);
  const [code] = await once(coordinator.child, 'exit');
  const seconds = (performance.now() - started) / 1000;
  if (code !== 0 && code !== 3)
    throw new Error(`${stage}: the coordinator ended with ${code}:\n${coordinator.log()}`);
  const processes = [
    { name: 'coordinator', cpuSeconds: coordinator.cpuSeconds() },
    ...helpers.map((helper, i) => ({ name: helper.name, cpuSeconds: helper.cpuSeconds() - before[i] })),
  ];
  const used = processes.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
  return { seconds, processes, waitingShare: 1 - used / (seconds * processes.length) };
}

function startWorker(name, args, children) {
  const child = spawn(process.execPath, [worker, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let text = '';
  let last = 0;
  child.stderr.setEncoding('utf8').on('data', (chunk) => {
    text = (text + chunk).slice(-20_000);
  });
  const look = () => {
    const stat = `/proc/${child.pid}/stat`;
    if (!existsSync(stat)) return last;
    const fields = readFileSync(stat, 'utf8').split(') ').at(-1).split(' ');
    last = Math.max(last, (Number(fields[11]) + Number(fields[12])) / TICK_SECONDS);
    return last;
  };
  const timer = setInterval(look, 50);
  child.on('exit', () => clearInterval(timer));
  children.push({ child });
  return { name, child, cpuSeconds: look, log: () => text };
}

async function startServer(eventsPath, children) {
  const child = spawn(process.execPath, [server, eventsPath], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push({ child });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return JSON.parse(line);
}

async function startRedis(folder, children) {
  const port = await freePort();
  const data = join(folder, 'redis');
  mkdirSync(data);
  const words = ['--port', String(port), '--bind', '127.0.0.1', '--dir', data, '--appendonly', 'yes'];
  const child = spawn('redis-server', [...words, '--maxmemory-policy', 'noeviction'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push({ child });
  for await (const line of createInterface({ input: child.stdout })) if (/Ready to accept/.test(line)) break;
  child.stdout.resume();
  return `redis://127.0.0.1:${port}`;
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  return port;
}

function configText({ baseUrl, token, redis, stage, folder, scoreHours }) {
  return `general: { model_dir: '${join(folder, 'models')}' }
ingestion:
  earliest: '-400d'
  splunk: { base_url: '${baseUrl}', auth_token: '${token}' }
output:
  splunk_kvstore: { app: search }
worker:
  state_dir: '${join(folder, 'state')}'
  jitter_seconds: 0
  train: { enabled: ${stage === 'train'}, slice_hours: 168 }
  score: { enabled: ${stage === 'score'}, window_seconds: 3600, lag_seconds: 0, begin_hours: ${scoreHours}, batch_windows: 24 }
  http: { enabled: false }
${redis === null ? '' : `queue: { redis: { url: '${redis}' } }`}
`;
}

function modelIn(folder) {
  const models = join(folder, 'models', 'auth_kmeans_v1');
  const name = readdirSync(models).find((each) => /^[0-9a-f]+\.json$/.test(each));
  return join(models, name);
}

/** All records without what names a run, in the order of their keys. */
async function recordsOf({ baseUrl, token }, collection) {
  const records = [];
  for (let skip = 0; ; skip += 10_000) {
    const url = `${baseUrl}/servicesNS/nobody/search/storage/collections/data/${collection}?sort=_key&limit=10000&skip=${skip}`;
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    const page = await answer.json();
    records.push(...page.map(({ _key, run_id: _run, _user, ...record }) => JSON.stringify(record)));
    if (page.length < 10_000) return records.sort().join('\n');
  }
}

function hashOf(text) {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
