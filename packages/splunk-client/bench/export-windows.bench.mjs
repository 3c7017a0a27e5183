// How much memory does a million events take, read window by window, and how much time beyond one stream of the same rows?
// (build first: npx tsup; then: node bench/export-windows.bench.mjs)
import { fork } from 'node:child_process';
import { createServer } from 'node:http';
import { createSplunkClient } from '../dist/index.js';

const count = 1_000_000;
const days = 90;
const start = 1_760_000_000;
const seconds = days * 86_400;

/** Ten times as many events by day as at night: the n-th event's time. */
function timeOf(n) {
  const perDay = count / days;
  const [day, within] = [Math.floor(n / perDay), (n % perDay) / perDay];
  const hour =
    within < 0.06
      ? (within / 0.06) * 8
      : within < 0.94
        ? 8 + ((within - 0.06) / 0.88) * 10
        : 18 + ((within - 0.94) / 0.06) * 6;
  return start + day * 86_400 + hour * 3600;
}

function line(n, offset, last) {
  const time = new Date(timeOf(n) * 1000).toISOString();
  const event = {
    TimeCreated: time,
    user: `user.${n % 300}`,
    src: `10.10.1.${n % 250}`,
    dest: `SERVER${n % 50}`,
    signature_id: 4624,
    signature: 'An account was successfully logged on',
    action: 'success',
    process: 'C:\\Windows\\System32\\lsass.exe',
  };
  const result = {
    _time: time,
    host: 'h',
    index: 'auth',
    sourcetype: 'auth:json',
    _raw: JSON.stringify(event),
  };
  return `${JSON.stringify({ preview: false, offset, ...(last ? { lastrow: true } : {}), result })}\n`;
}

if (process.argv[2] === 'serve') serve();
else await measure();

/** A server in a process of its own, newest first, so that sending is not counted as ours. */
function serve() {
  const times = Float64Array.from({ length: count }, (_, n) => timeOf(n));
  const below = (time) => {
    let [low, high] = [0, count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle] < time) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const server = createServer((request, response) => {
    let body = '';
    request
      .on('data', (chunk) => (body += chunk))
      .on('end', () => {
        const form = new URLSearchParams(body);
        const [from, to] = ['earliest_time', 'latest_time'].map((name) => below(Number(form.get(name))));
        if (from === to) return response.end('{"preview":false,"lastrow":true}\n');
        let n = to - 1;
        const send = () => {
          while (n >= from) {
            let text = '';
            for (let i = 0; i < 200 && n >= from; i++, n--) text += line(n, to - 1 - n, n === from);
            if (!response.write(text)) return response.once('drain', send);
          }
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
  const time = { search: 'index=auth', earliest: start, latest: start + seconds };
  const windowed = await measured(async () => {
    let rows = 0;
    for await (const window of splunk.exportWindows(time)) rows += window.rows.length;
    return rows;
  });
  const streamed = await measured(async () => {
    let rows = 0;
    for await (const _row of splunk.exportRows(time)) rows++;
    return rows;
  });
  child.kill();
  for (const [name, { rows, wallMs, peakMiB }] of Object.entries({ windows: windowed, stream: streamed })) {
    if (rows !== count) throw new Error(`${rows} rows came, expected ${count}`);
    const rate = Math.round((rows / wallMs) * 1000);
    console.log(`${name}: ${rate} rows a second, resident memory at most ${peakMiB} MiB`);
  }
  console.log(`windows take ${(windowed.cpuMs / streamed.cpuMs).toFixed(2)} times the CPU of the stream`);
}

async function measured(work) {
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
  const began = performance.now();
  const before = process.cpuUsage();
  const rows = await work();
  const { user, system } = process.cpuUsage(before);
  clearInterval(watch);
  return {
    rows,
    wallMs: performance.now() - began,
    cpuMs: (user + system) / 1000,
    peakMiB: Math.round(peak / 2 ** 20),
  };
}
