import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StageFacts, writeStageLedger } from '@sidecar/pipeline';
import { type Checkpoint, writeCheckpoint } from '@sidecar/pipeline/checkpoint';
import { loadConfig } from '@sidecar/pipeline/config';
import { type Emulator, startEmulator } from '@sidecar/splunk-emulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderStatus } from '../src/render/render-status.ts';
import { ageText } from '../src/status/age-text.ts';
import { statusChecks } from '../src/status/status-checks.ts';
import type { StatusFacts } from '../src/status/status-facts.ts';
import { runCli } from './run-cli.ts';
import { badFacts, goodFacts, noFacts } from './status-facts.ts';

const LIMITS = { mostLagSeconds: 3600, mostModelDays: 30, configFile: 'sidecar.yaml' };

function shown(facts: StatusFacts): string {
  return renderStatus(facts, statusChecks(facts, LIMITS), (_format, text) => text);
}

describe('what is shown', () => {
  test('of a worker that does well', () => {
    expect(shown(goodFacts)).toBe(
      `
✔ model: 3f9a81c04d2b, of 1,234,567 events of 812 accounts, trained 2026-01-04 03:00 UTC, 3 d 7 h ago
✔ scoring: all that was indexed before 2026-01-07 10:00 UTC is scored, 1 min ago
✔ set aside: nothing
✔ alerts: 12.3 a day of late; promised are 10, from 4 to 18
✔ Splunk: answers; 4 runs of late, all whole

last runs  started               ended            took     events  alerts
train      2026-01-04 03:00 UTC  complete  13 min 32 s  1,234,567       –
drift      2026-01-07 04:30 UTC  complete       61.0 s    310,000       –
score      2026-01-07 09:55 UTC  complete       2.40 s      1,234       1
score      2026-01-07 10:00 UTC  complete       2.40 s        998       0
`.trim(),
    );
  });

  test('of one that needs a person: what is wrong, and what to do', () => {
    const text = shown(badFacts);
    expect(text.split('\n\n', 1)[0]).toBe(
      `
! model: 3f9a81c04d2b, of 1,234,567 events of 812 accounts, trained 2026-01-04 03:00 UTC, 75 d 7 h ago
    It is older than 30 days: look for trainings that failed in the log and below.
✖ scoring: all that was indexed before 2026-03-18 07:00 UTC is scored, 2 d 3 h ago by this machine's clock
    More than 1 h behind at 2026-03-20 10:01 UTC: is the worker running, and what does its log say?
! set aside: 7 windows, not scored
    See why below. Once it is mended: sidecar-worker retry --config sidecar.yaml
! alerts: 240 a day of late; promised are 10, from 4 to 18
    More than promised: an attack, or accounts that behave otherwise than was learned. docs/operations.md says how to find out.
✖ Splunk: cannot be asked, so runs are not known: Cannot reach https://splunk.example.com:8089 (ECONNREFUSED).
    sidecar doctor --config sidecar.yaml
`.trim(),
    );
    expect(text).toMatch(/^score +2026-03-18 02:23 UTC .* 5 .*cannot read \\x1b\[31mline 2$/m);
    expect(text).toContain('\n(and 2 before)');
  });

  test('of one that has not begun', () => {
    expect(shown(noFacts)).toBe(
      `
✖ model: there is none that can be used
    The worker trains one when it starts; with worker.train.enabled: false, run sidecar run.
✖ scoring: there is no checkpoint in worker.state_dir
    Start the worker (sidecar-worker --config sidecar.yaml), or name the configuration that it has.
– set aside: not known yet
– alerts: not known before a whole day is scored
! Splunk: auth_model_runs has no run of the last month
`.trim(),
    );
  });

  test('a run that is not whole says why, and counts', () => {
    const [train, ...others] = goodFacts.runs!;
    const problems = ['auth_user_profiles: not all keys are there'];
    const text = shown({
      ...goodFacts,
      runs: [{ ...train!, status: 'partial', setAside: 2, problems }, ...others],
    });
    expect(text).toContain('! Splunk: answers; 4 runs of late, 1 not whole\n');
    expect(text).toContain('2 set aside; auth_user_profiles: not all keys are there');
  });

  test.for([
    [59.4, '59 s'],
    [60, '1 min'],
    [3599, '59 min'],
    [3600, '1 h'],
    [3720, '1 h 2 min'],
    [93_784, '1 d 2 h'],
  ] as const)('%d seconds are %s', ([seconds, text]) => {
    expect(ageText(seconds)).toBe(text);
  });
});

describe('with a Splunk', () => {
  let emulator: Emulator;
  let folder = '';
  const configOf = (token = emulator.token): string => {
    const file = join(folder, 'sidecar.yaml');
    writeFileSync(
      file,
      `general: { model_dir: ${JSON.stringify(join(folder, 'models'))} }
modeling: { outlier_mode: budget }
worker: { state_dir: ${JSON.stringify(folder)} }
ingestion:
  query: index=main
  earliest: "0"
  splunk: { base_url: ${JSON.stringify(emulator.baseUrl)}, auth_token: ${token} }
output: { splunk_kvstore: { app: search, reader_grace_seconds: 0 } }
`,
    );
    return file;
  };
  const status = (...more: string[]): ReturnType<typeof runCli> =>
    runCli(['status', '--config', configOf(), '--log', 'text', ...more]);
  const checkpointAt = (scoredTo: number, more: Partial<Checkpoint> = {}): Checkpoint => ({
    version: 1,
    scoredTo,
    generation: null,
    modelVersion: 'abc',
    scorer: null,
    incidents: null,
    lastAlertTime: null,
    alerts: null,
    setAside: [],
    alertsByDay: {},
    ...more,
  });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sidecar-status-'));
    emulator = await startEmulator({ token: 'secret-token-of-the-test', indexes: ['main'] });
    const { stdout } = await runCli(['generate', '--events', '300', '--people', '8', '--out', '-']);
    await emulator.addEvents('main', 'json', stdout.trimEnd().split('\n'));
  });
  afterAll(async () => {
    await emulator.close();
    rmSync(folder, { recursive: true });
  });

  test('a worker that has not begun is nothing to do', async () => {
    const { code, stdout } = await status();
    expect(stdout).toContain('there is no checkpoint');
    expect(code).toBe(3);
  });

  test('tells the model, how far it has scored by the clock of the server, and the runs of the ledger', async () => {
    expect(await runCli(['run', '--config', configOf(), '--quiet'])).toMatchObject({
      code: 0,
    });
    const now = Math.floor(Date.now() / 1000);
    await writeCheckpoint(folder, checkpointAt(now - 100, { alertsByDay: { '2020-01-01': 10_000 } }));
    const facts: StageFacts = {
      stage: 'score',
      runId: 'a-batch',
      startedAt: new Date(),
      durationSeconds: 1.5,
      model: null,
      modelReason: '',
      counts: { events: 7, rejected: 0, rejections: [] },
      span: null,
      window: { from: now - 400, to: now - 100 },
      outliers: 2,
      incidents: 1,
      drift: null,
      setAside: 0,
      writes: [],
    };
    const { config } = loadConfig(configOf(), { env: {}, runnable: true });
    await writeStageLedger(facts, { config });
    await writeStageLedger(
      { ...facts, runId: 'of-last-week', startedAt: new Date(Date.now() - 7 * 86_400_000) },
      { config },
    );
    const { code, stdout } = await status();
    expect(stdout).toMatch(/^✔ model: \w+, of 300 events of \d+ accounts, trained .*, \d+ s ago$/m);
    expect(stdout).toMatch(/^✔ scoring: all that was indexed before .* is scored, 1 min ago$/m);
    expect(stdout).toMatch(/^run +\S+ \S+ UTC +complete +\S+ s +300 /m);
    expect(stdout).toMatch(/^score +\S+ \S+ UTC +nothing +1.50 s +7 +2$/m);
    expect(stdout).toContain('answers; 2 runs of late, all whole');
    expect(stdout).toMatch(/^! alerts: 10,000 a day of late; promised are/m);
    expect(code).toBe(4);
  });

  test('windows that are set aside and a lag beyond the limit are a problem', async () => {
    const now = Math.floor(Date.now() / 1000);
    const setAside = [
      {
        stage: 'score',
        window: { from: 600, to: 900 },
        reason: 'x',
        at: '2026-01-01T00:00:00Z',
        attempts: 5,
      },
    ] as const;
    await writeCheckpoint(folder, checkpointAt(now - 7300, { setAside }));
    const late = await status();
    expect(late.code).toBe(4);
    expect(late.stdout).toContain('✖ scoring');
    expect(late.stdout).toContain('1 window, not scored');
    expect((await status('--most-lag', '8000')).stdout).toContain('✔ scoring');
    await writeCheckpoint(folder, checkpointAt(now - 100));
    expect((await status()).code).toBe(0);
  });

  test('--json prints everything, for programs', async () => {
    const { stdout } = await status('--json');
    const facts = JSON.parse(stdout) as StatusFacts & { checks: { name: string }[] };
    expect(facts).toMatchObject({ clock: 'server', splunkProblem: null, scoring: { setAside: [] } });
    expect(facts.scoring!.lagSeconds).toBeGreaterThanOrEqual(100);
    expect(facts.checks.map(({ name }) => name)).toEqual([
      'model',
      'scoring',
      'set aside',
      'alerts',
      'Splunk',
    ]);
    expect(facts.runs!.map(({ runId }) => runId)).toContain('a-batch');
    expect(facts.runs!.map(({ runId }) => runId)).not.toContain('of-last-week');
    expect(stdout).not.toContain('token-of-the-test');
  });

  test('when Splunk refuses it tells what the folders know, by the clock of this machine', async () => {
    const file = configOf('wrong-token-of-the-test');
    const { code, stdout } = await runCli(['status', '--config', file, '--log', 'text']);
    expect(stdout).toMatch(/^✔ model: \w+/m);
    expect(stdout).toMatch(/^✔ scoring: .* ago by this machine's clock$/m);
    expect(stdout).toMatch(/^✖ Splunk: cannot be asked, so runs are not known: .* refused the token/m);
    expect(stdout).not.toContain('token-of-the-test');
    expect(code).toBe(4);
  });

  test('a checkpoint that is damaged is an error that says what to do', async () => {
    writeFileSync(join(folder, 'checkpoint.json.gz'), 'not gzip');
    const { code, stdout, stderr } = await status();
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('is damaged: it is not gzip of JSON. Put a copy of it back');
  });
});
