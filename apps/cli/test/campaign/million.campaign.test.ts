import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

/*
 * Many events through the built command, with the server in a process of its own: exported, trained on, scored and written, in bounded memory.
 */
const isFull = process.env['SIDECAR_CAMPAIGN'] === 'full';
const events = isFull ? 1_000_000 : 500;
const MOST_MB = 400;
const TOKEN = 'token-of-a-million';
const sidecar = fileURLToPath(new URL('../../bin/sidecar.mjs', import.meta.url));
const tellsMemory = existsSync('/proc/self/status');

let folder = '';
let server: ChildProcess;
let config = '';

function start(...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [sidecar, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The most memory that the process has held so far, in MB. */
function peakOf({ pid }: ChildProcess): number {
  try {
    return Number(/VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0; // it has just ended
  }
}

/** What the server says until everything is loaded. */
async function greetingOf(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of child.stdout!) {
    said += String(chunk);
    if (said.includes('hec token:')) return said;
  }
  throw new Error(`the server did not start: ${await text(child.stderr!)}`);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sidecar-million-'));
  const file = join(folder, 'events.ndjson');
  await once(start('generate', '--events', `${events}`, '--seed', '5', '--out', file, '--quiet'), 'exit');
  server = start('emulator', '--port', '0', '--token', TOKEN, '--load', file, '--quiet');
  const url = /^url: (\S+)$/m.exec(await greetingOf(server))![1];
  config = join(folder, 'sidecar.yaml');
  const values = {
    general: { model_dir: join(folder, 'models') },
    ingestion: { earliest: '0', splunk: { base_url: url, auth_token: TOKEN } },
    output: { splunk_kvstore: { app: 'search', reader_grace_seconds: 0 } },
  };
  writeFileSync(config, JSON.stringify(values));
}, 600_000);
afterAll(() => {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
});

test.skipIf(!tellsMemory).for(['trains and scores', 'reuses the model and scores'])(
  `a run that %s ${events} events stays below ${MOST_MB} MB`,
  { timeout: 3_600_000 },
  async (what) => {
    const child = start('run', '--config', config, '--json', '--quiet');
    let peak = 0;
    const watch = setInterval(() => (peak = Math.max(peak, peakOf(child))), 50);
    const [[code], stdout, stderr] = await Promise.all([
      once(child, 'exit'),
      text(child.stdout!),
      text(child.stderr!),
    ]);
    clearInterval(watch);
    expect([code, stderr]).toEqual([0, '']);
    const report = JSON.parse(stdout) as {
      events: number;
      modelReason: string;
      writes: { complete: boolean; readBack: number }[];
    };
    expect(report).toMatchObject({
      events,
      modelReason: expect.stringMatching(what.startsWith('trains') ? /^trained/ : /^reused/) as string,
    });
    expect(report.writes.every(({ complete }) => complete)).toBe(true);
    expect(report.writes[0]!.readBack).toBe(events);
    if (isFull) console.log(`a run that ${what} ${events} events: ${Math.round(peak)} MB at most`);
    expect(peak).toBeGreaterThan(50);
    expect(peak).toBeLessThan(MOST_MB);
  },
);
