import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatEvent, generate } from '@sidecar/log-generator';
import { parseConfig, run } from '@sidecar/pipeline';

export type Stored = Readonly<Record<string, unknown>> & { readonly _key: string };

/** What two runs of the sidecar wrote, by collection, as files hold it. */
export type WrittenRecords = Readonly<Record<string, readonly Stored[]>>;

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 7, 31);
export const RUNS = [
  { runId: 'run-1', at: new Date(START + 24 * DAY_MS), days: 24 },
  { runId: 'run-2', at: new Date(START + 31 * DAY_MS), days: 31 },
] as const;

const written = [
  'auth_events',
  'auth_outlier_events',
  'auth_user_profiles',
  'auth_cluster_profiles',
  'auth_user_thresholds',
  'auth_incidents',
  'auth_model_runs',
] as const;

/** An account whose name tries to become a part of a search, and of a pattern. */
export const HOSTILE_USER = 'ann" OR 1=1 | delete \\ $user$ [*] `x`';

/** A month of a small organisation with attacks, some broken lines and a hostile name; trained and scored on its first weeks, and scored again on all of it. */
export async function writtenRecords(): Promise<WrittenRecords> {
  const folder = mkdtempSync(join(tmpdir(), 'sidecar-test-'));
  try {
    const sizes = { people: 12, services: 4, admins: 2 };
    const options = { start: START, end: START + 31 * DAY_MS, events: 1000, seed: 3, attackShare: 0.03 };
    const events = Array.from(generate({ ...options, ...sizes }), ({ event }) => formatEvent(event, 'seed'));
    const file = join(folder, 'log.ndjson');
    for (const { runId, at, days } of RUNS) {
      const end = new Date(START + days * DAY_MS).toISOString();
      const seen = events.filter((line) => timeOf(line) < end);
      writeFileSync(file, [...seen, ...hostileLines, ...brokenLines].map((line) => `${line}\n`).join(''));
      await run({ config: configOf(folder, file), runId, now: at });
    }
    return Object.fromEntries(written.map((name) => [name, readRecords(join(folder, `${name}.ndjson`))]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function configOf(folder: string, file: string): Parameters<typeof run>[0]['config'] {
  const values = {
    general: { model_dir: join(folder, 'models') },
    ingestion: { source: 'files', files: [file] },
    modeling: { k_candidates: [4, 6], outlier_mode: 'budget', alerts_per_day: 2 },
    output: { writers: ['ndjson'], ndjson: { directory: folder } },
  };
  return parseConfig(JSON.stringify(values)).config;
}

const hostileLines = Array.from({ length: 5 }, (_, day) =>
  JSON.stringify({
    TimeCreated: new Date(START + day * DAY_MS + 3_600_000).toISOString(),
    user: HOSTILE_USER,
    src: '185.3.2.1',
    dest: 'SERVER001',
    signature_id: 4625,
    signature: 'An account failed to log on',
    action: 'failure',
  }),
);

const brokenLines = ['not json', '{"user":"ann"}', '{"TimeCreated":"2026-09-01T00:00:00Z"}', 'nor this'];

function timeOf(line: string): string {
  return (JSON.parse(line) as { readonly TimeCreated: string }).TimeCreated;
}

function readRecords(path: string): readonly Stored[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Stored);
}
