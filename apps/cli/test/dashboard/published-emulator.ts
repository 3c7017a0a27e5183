import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatEvent, generate } from '@sidecar/log-generator';
import { parseConfig, run } from '@sidecar/pipeline';
import { buildApp } from '@sidecar/splunk-app';
import { type Emulator, startEmulator } from '@sidecar/splunk-emulator';

const DAY_MS = 86_400_000;
const DAYS = 32;

/** A server with the app, into which the sidecar wrote what it found on three days in a row. */
export async function publishedEmulator(): Promise<Emulator> {
  const end = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const start = end - DAYS * DAY_MS;
  const emulator = await startEmulator({ apps: [buildApp()] });
  const folder = mkdtempSync(join(tmpdir(), 'sidecar-test-'));
  try {
    const size = { people: 20, services: 5, admins: 3, attackShare: 0.02 };
    const events = generate({ start, end, events: 2400, seed: 5, ...size });
    const lines = Array.from(events, ({ event }) => formatEvent(event, 'seed'));
    const file = join(folder, 'log.ndjson');
    for (const ago of [2, 1, 0]) {
      const midnight = end - ago * DAY_MS;
      const until = new Date(midnight).toISOString();
      const seen = lines.filter((line) => (JSON.parse(line) as { TimeCreated: string }).TimeCreated < until);
      writeFileSync(file, [...seen, 'not json'].map((line) => `${line}\n`).join(''));
      const { config } = parseConfig(JSON.stringify(configOf(emulator, folder, file)));
      await run({ config, runId: `run-${3 - ago}`, now: new Date(midnight + 60_000) });
    }
    return emulator;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function configOf({ baseUrl, token }: Emulator, folder: string, file: string): object {
  const server = { base_url: baseUrl, auth_token: token };
  return {
    general: { model_dir: join(folder, 'models') },
    ingestion: { source: 'files', files: [file] },
    modeling: { k_candidates: [4, 6, 8], outlier_mode: 'budget', alerts_per_day: 3 },
    output: { splunk_kvstore: { ...server, app: 'ml_sidecar_app', reader_grace_seconds: 0 } },
  };
}
