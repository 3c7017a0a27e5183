// How much does writeCollection cost beyond posting the same batches, and does it need memory for them? (build first: npx tsup; then: node bench/batch-save.bench.mjs)
import { fork } from 'node:child_process';
import { createServer } from 'node:http';
import { generationTag, writeCollection } from '../dist/index.js';

const count = 30_000;
const batchCount = 500;
const repeats = 5;
const tag = generationTag('run');
const path = '/servicesNS/nobody/app/storage/collections/data/bench';
const fields = { user: 'string', src: 'string', score: 'number', outlier: 'bool', reasons: 'array' };

if (process.argv[2] === 'serve') serve();
else await measure();

/** Keeps keys and runs in memory, in a process of its own: the least that any KV Store does. */
function serve() {
  const keys = new Set();
  const server = createServer((request, response) => {
    const chunks = [];
    request
      .on('data', (chunk) => chunks.push(chunk))
      .on('end', () => {
        if (request.method === 'POST') {
          const saved = JSON.parse(Buffer.concat(chunks)).map(({ _key }) => _key);
          saved.forEach((key) => keys.add(key));
          return response.end(JSON.stringify(saved));
        }
        const { query = '{}', limit } = Object.fromEntries(new URL(request.url, 'http://host').searchParams);
        const after = JSON.parse(query)._key?.$gt ?? '';
        const found = query.includes('$ne') ? [] : [...keys].filter((key) => key > after).slice(0, limit);
        response.end(JSON.stringify(found.map((_key) => ({ _key, run_id: 'run' }))));
      });
  });
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
}

async function measure() {
  const child = fork(new URL(import.meta.url), ['serve']);
  const baseUrl = `http://127.0.0.1:${await new Promise((resolve) => child.once('message', resolve))}`;
  const transport = {
    async request({ method, path, query, json }) {
      const body = json === undefined ? null : JSON.stringify(json);
      const response = await fetch(`${baseUrl}${path}?${new URLSearchParams(query)}`, { method, body });
      const text = await response.text();
      return { status: response.status, body: text, json: text === '' ? undefined : JSON.parse(text) };
    },
  };
  const records = Array.from({ length: count }, (_, i) => ({
    _key: String(i).padStart(32, '0'),
    user: `user.${i % 300}`,
    src: `10.10.1.${i % 250}`,
    score: i / 7,
    outlier: i % 20 === 0,
    reasons: ['new_source', 'odd_hour'],
  }));
  const ours = () =>
    writeCollection(transport, {
      app: 'app',
      collection: 'bench',
      records,
      fields,
      runId: 'run',
      mode: 'replace',
      batchCount,
    });
  const bare = async () => {
    for (let i = 0; i < count; i += batchCount) {
      const json = records.slice(i, i + batchCount).map((record) => ({
        ...record,
        _key: `${tag}-${record._key}`,
        record_key: record._key,
        run_id: 'run',
      }));
      await transport.request({ method: 'POST', path: `${path}/batch_save`, query: {}, json });
    }
  };
  const times = { ours: [], bare: [] };
  for (let i = 0; i < repeats; i++) {
    const started = performance.now();
    const report = await ours();
    if (!report.complete) throw new Error(JSON.stringify(report));
    const between = performance.now();
    await bare();
    times.ours.push(between - started);
    times.bare.push(performance.now() - between);
  }
  child.kill();
  const [mine, peer] = [Math.min(...times.ours), Math.min(...times.bare)];
  console.log(
    `records a second: writeCollection ${Math.round((count / mine) * 1000)}, bare batch_save ${Math.round((count / peer) * 1000)}`,
  );
  console.log(
    `cost: ${(mine / peer).toFixed(2)} times posting alone the same batches (checks, keys and the final count included); best of ${repeats}`,
  );
}
