import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestReceiver, type TestReceiver } from '@sidecar/alerts/testing';
import { formatEvent, generate } from '@sidecar/log-generator';
import { type Emulator, startEmulator } from '@sidecar/splunk-emulator';
import { createDraw } from './draw.ts';

const TOKEN = 'token-of-the-proof-93ac1e';
const SECRET = `whsec_${Buffer.from('a secret of the proof, 32 bytes!').toString('base64')}`;

/** What is trained on, and from when on is scored, epoch seconds. */
const FIRST = Date.parse('2026-09-27T00:00:00Z') / 1000;
export const BEGIN = Date.parse('2026-10-01T00:00:00Z') / 1000;

export const WINDOW_SECONDS = 3600;
/** Windows that are scored at a time. */
export const BATCH = 4;

/** Index time goes by so many seconds at a time. */
const STEP = 1200;
/** Of the events that are scored, one in so many comes hours late. */
const LATE_EVERY = 25;

export interface OfficeSize {
  /** From {@link FIRST} to the end of the last window. */
  readonly events: number;
  readonly windows: number;
}

/** A Splunk with the logons of an office, whose clock stands where it is told to and goes on from there; a receiver of alerts; a folder. */
export interface ProofOffice extends OfficeSize {
  readonly splunk: Emulator;
  readonly receiver: TestReceiver;
  readonly folder: string;
  /** How many events are indexed in windows. */
  readonly toScore: number;
  /** Turns the clock to just after the end of a window. */
  turnTo(seconds: number): void;
  /** Writes a configuration for a name, which has its own state and models; `redis` is left out for a process alone. */
  configFor(name: string, options: CaseOptions): ProofCase;
  close(): Promise<void>;
}

export interface CaseOptions {
  readonly redis?: string;
  /** Windows before the clock of the server with which scoring begins. */
  readonly beginWindows: number;
}

/** A configuration file and what is kept by it. */
export interface ProofCase {
  readonly config: string;
  readonly stateDir: string;
  readonly modelDir: string;
}

export async function openProofOffice({ events, windows }: OfficeSize): Promise<ProofOffice> {
  let standing = FIRST * 1000;
  let since = Infinity;
  const now = (): number => standing + Math.max(0, Date.now() - since);
  const splunk = await startEmulator({ token: TOKEN, now });
  const receiver = await createTestReceiver({ secrets: [SECRET] });
  const folder = mkdtempSync(join(tmpdir(), 'sidecar-proof-'));
  const end = BEGIN + windows * WINDOW_SECONDS;
  const arrivals = arrivalsOf(events, end);
  for (const [step, lines] of arrivals) {
    standing = (step + STEP / 2) * 1000;
    await splunk.addEvents('ml_sidecar', 'ml:sidecar:json', lines);
  }
  const scored = [...arrivals].filter(([step]) => step >= BEGIN && step < end);
  const turnTo = (seconds: number): void => {
    [standing, since] = [seconds * 1000 + 2000, Date.now()];
  };
  turnTo(BEGIN);
  return {
    events,
    windows,
    splunk,
    receiver,
    folder,
    toScore: scored.reduce((sum, [, lines]) => sum + lines.length, 0),
    turnTo,
    configFor: (name, options) => writeCase(join(folder, name), { ...options, splunk, receiver }),
    close: async () => {
      await Promise.all([splunk.close(), receiver.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Lines by the step of index time in which they arrive; what is trained on has all arrived when scoring begins. */
function arrivalsOf(events: number, end: number): Map<number, string[]> {
  const { below } = createDraw('late');
  const arrivals = new Map<number, string[]>();
  const population = { people: 14, services: 4, admins: 2 };
  const spans = { start: FIRST * 1000, end: end * 1000 };
  for (const { event } of generate({ ...spans, ...population, events, seed: 'proof', attackShare: 0.05 })) {
    const time = Date.parse(event.TimeCreated) / 1000;
    const late = time >= BEGIN && below(LATE_EVERY) === 0 ? 600 + below(4 * 3600) : 0;
    const step = time < BEGIN ? FIRST : Math.floor((time + late) / STEP) * STEP;
    arrivals.set(step, [...(arrivals.get(step) ?? []), formatEvent(event, 'seed')]);
  }
  return new Map([...arrivals].sort(([a], [b]) => a - b));
}

interface CaseParts extends CaseOptions {
  readonly splunk: Emulator;
  readonly receiver: TestReceiver;
}

/** JSON is YAML. Small batches and many windows, as who does much in small pieces has more that can go wrong. */
function writeCase(folder: string, { redis, beginWindows, splunk, receiver }: CaseParts): ProofCase {
  mkdirSync(folder);
  const [config, stateDir, modelDir] = ['sidecar.yaml', 'state', 'models'].map((name) => join(folder, name));
  const values = {
    general: { model_dir: modelDir },
    ingestion: {
      earliest: isoTime(FIRST),
      latest: isoTime(BEGIN),
      splunk: { base_url: splunk.baseUrl, auth_token: TOKEN, idle_timeout_seconds: 3 },
    },
    modeling: { k_candidates: [4], outlier_mode: 'budget', alerts_per_day: 20, export_outlier_events: true },
    output: {
      splunk_kvstore: { app: 'search', batch_size: 20, lease_seconds: 5, reader_grace_seconds: 0 },
    },
    worker: {
      state_dir: stateDir,
      jitter_seconds: 0,
      train: { cron: '0 3 1 1 *' },
      drift: { enabled: false },
      score: {
        cron: '* * * * * *',
        window_seconds: WINDOW_SECONDS,
        lag_seconds: 0,
        begin_hours: (beginWindows * WINDOW_SECONDS) / 3600,
        batch_windows: BATCH,
        history_days: 0,
      },
      http: { enabled: false },
    },
    alerts: { min_risk: 0, quiet_minutes: 300, webhook: { urls: [receiver.url], secret: SECRET } },
    ...(redis !== undefined && { queue: { redis: { url: redis }, backoff_seconds: 0, lock_seconds: 3 } }),
  };
  writeFileSync(config!, JSON.stringify(values));
  return { config: config!, stateDir: stateDir!, modelDir: modelDir! };
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
