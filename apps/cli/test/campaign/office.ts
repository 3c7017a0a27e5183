import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatEvent, generate } from '@sidecar/log-generator';
import { type Emulator, startEmulator } from '@sidecar/splunk-emulator';

/** Secrets of every run; they must not show anywhere. */
export const TOKEN = 'token-of-the-campaign-7f3a91c2d4';
export const PASSWORD = 'password-of-the-campaign/9e2b';

/** A Splunk with the logons of a small office, and a configuration to run on it. */
export interface Office {
  readonly splunk: Emulator;
  /** Of its own, with the configuration and the models. */
  readonly folder: string;
  readonly config: string;
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** How the account signs in. */
export type SignIn = 'token' | 'session';

export const lines: readonly string[] = Array.from(
  generate({
    start: '2026-09-21T00:00:00Z',
    end: '2026-10-01T00:00:00Z',
    events: 240,
    seed: 'campaign',
    people: 8,
    services: 3,
    admins: 2,
  }),
  ({ event }) => formatEvent(event, 'seed'),
);

/** Who reads many windows and writes small batches has more that can go wrong. */
const settings = {
  modeling: { k_candidates: [4], outlier_mode: 'budget', alerts_per_day: 5 },
  ingestion: { earliest: '2026-09-21', latest: '2026-10-02', window_rows: 100, parallel: 2 },
  splunk: { idle_timeout_seconds: 1 },
  output: { app: 'search', batch_size: 50, lease_seconds: 5, reader_grace_seconds: 0 },
};

export async function openOffice({ signIn = 'token' }: { readonly signIn?: SignIn } = {}): Promise<Office> {
  const splunk = await startEmulator({ token: TOKEN, password: PASSWORD });
  await splunk.addEvents('ml_sidecar', 'ml:sidecar:json', lines);
  const folder = mkdtempSync(join(tmpdir(), 'sidecar-campaign-'));
  mkdirSync(join(folder, 'models'));
  const credentials =
    signIn === 'token'
      ? { auth_token: '${SPLUNK_TOKEN}' }
      : { username: splunk.username, password: '${SPLUNK_PASSWORD}' };
  const config = join(folder, 'sidecar.yaml');
  const values = {
    general: { model_dir: join(folder, 'models') },
    ingestion: {
      ...settings.ingestion,
      splunk: { base_url: splunk.baseUrl, ...credentials, ...settings.splunk },
    },
    modeling: settings.modeling,
    output: { splunk_kvstore: settings.output },
  };
  writeFileSync(config, JSON.stringify(values));
  return {
    splunk,
    folder,
    config,
    env: { SPLUNK_TOKEN: TOKEN, SPLUNK_PASSWORD: PASSWORD },
    close: async () => {
      await splunk.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Everything that a run left in files. */
export function filesOf({ folder }: Office): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}
