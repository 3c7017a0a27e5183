// What one event costs in each step, in processor time of the process that does the step; the server is another process.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { parseConfig } from '../../packages/pipeline/dist/index.js';
import {
  openSlices,
  planTimeSlices,
  readSlice,
  trainOnSlices,
  trainingSpan,
} from '../../packages/pipeline/dist/slices/index.js';
import {
  createWindowScorer,
  ensureGeneration,
  writeWindow,
} from '../../packages/pipeline/dist/windows/index.js';

const server = fileURLToPath(new URL('processes/splunk.mjs', import.meta.url));
const DAY = 86_400;

/** @returns costs in seconds and bytes, as `simulateScoring` and `simulateTraining` name them; `events` they were measured on. */
export async function measureCosts({ eventsPath, scoredDays = 5 }) {
  const folder = mkdtempSync(join(tmpdir(), 'sidecar-costs-'));
  const splunk = spawn(process.execPath, [server, eventsPath], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const [line] = await once(createInterface({ input: splunk.stdout }), 'line');
    const { baseUrl, token } = JSON.parse(line);
    const { config } = parseConfig(
      `ingestion: { earliest: '-400d', splunk: { base_url: '${baseUrl}', auth_token: '${token}' } }\noutput: { splunk_kvstore: { app: search } }`,
    );
    const span = await trainingSpan(config);
    const plan = planTimeSlices({ ...span, seconds: 7 * DAY });
    const folded = await timed(async () => {
      const slices = [];
      for (const slice of plan) slices.push(await readSlice({ by: 'event', slice }, { config }));
      return slices;
    });
    const known = folded.result.map(({ bytes, ...facts }) => ({ facts, source: async () => bytes }));
    const events = known.reduce((sum, { facts }) => sum + facts.events, 0);
    const bytes = folded.result.reduce((sum, slice) => sum + slice.bytes.length, 0);
    const merged = await timed(async () => (await openSlices(known.map(({ source }) => source))).remove());
    const trained = await timed(() => trainOnSlices({ slices: known, config, now: new Date() }));
    const { model } = trained.result;

    const last = Math.floor(span.to / DAY) * DAY;
    const windows = Array.from({ length: scoredDays }, (_, i) => last - (scoredDays - i) * DAY);
    const days = [];
    for (const from of windows) {
      const request = {
        by: 'index',
        window: { from, to: from + DAY },
        oldest: from - 7 * DAY,
        newest: from + DAY + 3600,
      };
      days.push(await readSlice(request, { config }));
    }
    const scoredEvents = days.reduce((sum, day) => sum + day.events, 0);
    const scorer = () => createWindowScorer({ model, version: 'bench', config, state: null });
    const warm = scorer();
    for (const { bytes: day } of days) await warm.follow(day);
    const follower = scorer();
    const followed = await timed(async () => {
      for (const { bytes: day } of days) await follower.follow(day);
    });
    const state = follower.state();
    const handed = await timed(async () => {
      const packed = gzipSync(JSON.stringify(state), { level: 1 });
      createWindowScorer({ model, version: 'bench', config, state: JSON.parse(JSON.stringify(state)) });
      return packed.length;
    });
    const judge = scorer();
    const records = [];
    const scored = await timed(async () => {
      for (const [i, { bytes: day }] of days.entries()) {
        const recordsPath = join(folder, `${i}.ndjson`);
        records.push(await judge.score(day, { runId: 'bench', recordsPath }));
      }
    });
    const { generation } = await ensureGeneration({ config, runId: 'bench', known: null });
    const written = await timed(async () => {
      for (const [i, from] of windows.entries())
        await writeWindow({
          scored: records[i],
          window: { from, to: from + DAY },
          generation,
          config,
          runId: 'bench',
        });
    });
    return {
      events,
      scoredEvents,
      foldSeconds: folded.cpu / events,
      mergeSeconds: merged.cpu / events,
      trainSeconds: Math.max(0, trained.cpu - merged.cpu) / events,
      sliceBytes: bytes / events,
      followSeconds: followed.cpu / scoredEvents,
      stateSeconds: handed.cpu,
      stateBytes: handed.result,
      scoreSeconds: scored.cpu / scoredEvents,
      kvRecordSeconds: written.cpu / scoredEvents,
    };
  } finally {
    splunk.stdin.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function timed(work) {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, cpu: (user + system) / 1e6 };
}
