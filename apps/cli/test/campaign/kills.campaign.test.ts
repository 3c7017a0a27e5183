import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { inParallel } from './in-parallel.ts';
import { type Content, leftovers, publishedContent } from './kv-content.ts';
import { type Office, openOffice } from './office.ts';

/*
 * The built command, killed without warning (SIGKILL) at a moment drawn by chance, then run again. A killed run holds its lease for 5 more seconds here.
 */
const isFull = process.env['SIDECAR_CAMPAIGN'] === 'full';
const kills = isFull ? 50 : 2;
const AT_ONCE = 2;
const sidecar = fileURLToPath(new URL('../../bin/sidecar.mjs', import.meta.url));

let expected: Record<string, Content>;
let usualMs = 0;
let usualRequests = 0;

interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

/** Runs to the end, or until the first of: `killAfterMs` has passed, the server has seen `killAfterRequests`. */
async function sidecarRun(
  { config, env, splunk }: Office,
  kill: { readonly afterMs?: number; readonly afterRequests?: number } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [sidecar, 'run', '--config', config, '--quiet'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const before = splunk.requests.length;
  const stop = new AbortController();
  const killing = async (): Promise<void> => {
    const { afterMs, afterRequests } = kill;
    if (afterMs !== undefined) await sleep(afterMs, undefined, { signal: stop.signal });
    else if (afterRequests === undefined) return;
    else
      while (splunk.requests.length - before < afterRequests)
        await sleep(1, undefined, { signal: stop.signal });
    child.kill('SIGKILL');
  };
  const killed = killing().catch(() => undefined);
  const [[code], stderr] = await Promise.all([once(child, 'exit'), text(child.stderr)]);
  stop.abort();
  await killed;
  return { code: code as number | null, stderr };
}

beforeAll(async () => {
  const office = await openOffice();
  const start = Date.now();
  expect(await sidecarRun(office)).toEqual({ code: 0, stderr: '' });
  usualMs = Date.now() - start;
  usualRequests = office.splunk.requests.length;
  expected = await publishedContent(office.splunk);
  await office.close();
}, 120_000);

/** Half of them by the clock, from the start of the process; half by requests, where most happens; evenly, each shifted by chance. */
const moments = Array.from({ length: kills }, (_, i) => ({
  share: (i + (((i + 1) * 0.618_034) % 1)) / kills,
  byClock: i % 2 === 1,
}));

test(`${kills} runs killed at any moment: what is published is whole, and one more run gives what an undisturbed run gives`, async () => {
  const results = await inParallel(moments, AT_ONCE, async ({ share, byClock }) => {
    const office = await openOffice();
    const faults: string[] = [];
    try {
      const kill = byClock ? { afterMs: share * usualMs } : { afterRequests: 1 + share * usualRequests };
      const killed = await sidecarRun(office, kill);
      const during = await publishedContent(office.splunk);
      for (const [name, content] of Object.entries(during))
        if (JSON.stringify(content) !== JSON.stringify(expected[name]) && name !== 'auth_user_thresholds')
          faults.push(`published in part: ${name}`);
      const again = await sidecarRun(office);
      if (again.code !== 0) faults.push(`the next run ended with ${again.code}: ${again.stderr}`);
      expect(await publishedContent(office.splunk)).toEqual(expected);
      faults.push(...(await leftovers(office.splunk)).map((name) => `left over: ${name}`));
      return { kill, code: killed.code, faults };
    } finally {
      await office.close();
    }
  });
  expect(results.filter(({ faults }) => faults.length > 0)).toEqual([]);
  const dead = results.filter(({ code }) => code === null).length;
  if (isFull) console.log(`${dead} of ${kills} runs were killed before their end`);
  expect(dead).toBeGreaterThanOrEqual(kills / 2);
}, 3_600_000);
