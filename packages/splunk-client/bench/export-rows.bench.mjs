// How much does an export cost beyond JSON.parse over the same bytes? (build first: npx tsup; then: node bench/export-rows.bench.mjs)
import { fork } from 'node:child_process';
import { createServer } from 'node:http';
import { createSplunkClient } from '../dist/index.js';

const count = 200_000;
const repeats = 5;

if (process.argv[2] === 'serve') serve();
else await measure();

/** A server in a process of its own, so that sending is not counted as ours. */
function serve() {
  const row = (i) => {
    const event = {
      TimeCreated: '2026-10-08T13:47:15.1234567Z',
      user: `user.${i % 300}`,
      src: `10.10.1.${i % 250}`,
      dest: `SERVER${i % 50}`,
      signature_id: 4624,
      signature: 'An account was successfully logged on',
      action: 'success',
      process: 'C:\\Windows\\System32\\lsass.exe',
    };
    const result = {
      _time: '2026-10-08 13:48:34.000 GMT',
      host: 'h',
      index: 'auth',
      sourcetype: 'auth:json',
      _raw: JSON.stringify(event),
    };
    return `${JSON.stringify({ preview: false, offset: i, ...(i === count - 1 ? { lastrow: true } : {}), result })}\n`;
  };
  const body = Buffer.from(Array.from({ length: count }, (_, i) => row(i)).join(''));
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      let sent = 0;
      const send = () => {
        while (sent < body.length)
          if (!response.write(body.subarray(sent, (sent += 65_536)))) return response.once('drain', send);
        response.end();
      };
      send();
    });
  });
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
}

async function measure() {
  const child = fork(new URL(import.meta.url), ['serve']);
  const baseUrl = `http://127.0.0.1:${await new Promise((resolve) => child.once('message', resolve))}`;
  const splunk = createSplunkClient({ baseUrl, auth: { token: 'token' } });
  const bytes = Buffer.from(await (await fetch(baseUrl)).arrayBuffer());
  const ours = async () => {
    let characters = 0;
    for await (const row of splunk.exportRows({ search: 'index=auth' })) characters += row._raw.length;
    return characters;
  };
  const bare = async () => {
    let characters = 0;
    for (let start = 0, end; (end = bytes.indexOf(10, start)) >= 0; start = end + 1) {
      characters += JSON.parse(bytes.toString('utf8', start, end)).result._raw.length;
    }
    return characters;
  };
  const times = { ours: [], bare: [] };
  for (let i = 0; i < repeats; i++) {
    const [a, b] = [await timed(ours), await timed(bare)];
    if (a.result !== b.result) throw new Error('the two read different rows');
    times.ours.push(a.cpuMs);
    times.bare.push(b.cpuMs);
  }
  child.kill();
  const [mine, peer] = [Math.min(...times.ours), Math.min(...times.bare)];
  console.log(
    `rows a second and core: export ${Math.round((count / mine) * 1000)}, bare JSON.parse ${Math.round((count / peer) * 1000)}`,
  );
  console.log(
    `cost of the export: ${(mine / peer).toFixed(2)} times the bare loop (network, lines, checks included); ${(bytes.length / 1e6).toFixed(0)} MB, best of ${repeats}`,
  );
}

async function timed(work) {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, cpuMs: (user + system) / 1000 };
}
