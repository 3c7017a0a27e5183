import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { inspect } from 'node:util';
import { createTestReceiver, type TestReceiver, type TestReceiverOptions } from '@sidecar/alerts/testing';
import {
  ConfigError,
  type IncidentRecord,
  IoError,
  parseConfig,
  type SidecarConfig,
} from '@sidecar/pipeline';
import { createSplunkClient } from '@sidecar/splunk-client';
import { startEmulator } from '@sidecar/splunk-emulator';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import type { Alerting, AlertingOptions } from '../src/alerts/alerting.ts';
import { createAlerting } from '../src/alerts/create-alerting.ts';

const SECRET = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
const START = Date.parse('2026-01-31T11:00:00Z');
const MINUTE = 60_000;

function record(key: string, alerts: number, risk = 80): IncidentRecord {
  return {
    _key: key,
    kind: 'account',
    entity: 'eve',
    title: `eve failed ${alerts} times`,
    sentence: 'A sentence.',
    start: '2026-01-31T10:00:00.000Z',
    end: '2026-01-31T10:58:00.000Z',
    duration_seconds: 3480,
    risk,
    risk_raw: 12,
    max_score: 99,
    min_p_value: 0.001,
    alert_count: alerts,
    failed_count: 2,
    account_count: 1,
    source_count: 3,
    destination_count: 4,
    accounts: ['eve'],
    sources: ['192.0.2.1'],
    destinations: ['a', 'b'],
    signatures: ['4625'],
    techniques: ['T1110'],
    reasons: [{ code: 'source', share: 1 }],
    event_keys: ['k1'],
    model_version: 'model-1',
    run_id: 'run-1',
  };
}

function configOf(alerts: object, hec: object = {}): SidecarConfig {
  return parseConfig(JSON.stringify({ alerts, output: { splunk_hec: hec } })).config;
}

async function receiver(options: TestReceiverOptions = {}): Promise<TestReceiver> {
  const started = await createTestReceiver({ secrets: [SECRET], now: () => new Date(START), ...options });
  onTestFinished(() => started.close());
  return started;
}

/** Alerting with a clock that stands, waits that take no time, and what it says. */
async function open(config: SidecarConfig, options: Partial<AlertingOptions> = {}) {
  const said: [level: string, fields: Record<string, unknown>, message: string][] = [];
  const sent: [target: string, outcome: string][] = [];
  const clock = { now: START };
  const say = (level: string) => (fields: object, message: string) =>
    void said.push([level, fields as Record<string, unknown>, message]);
  const log = { info: say('info'), warn: say('warn'), error: say('error') };
  const metrics = {
    alertsSent: (target: string, outcome: string, n: number) => {
      for (let i = 0; i < n; i++) sent.push([target, outcome]);
    },
  };
  const stdout = new PassThrough();
  const alerting = await createAlerting({
    config,
    now: () => new Date(clock.now),
    sleep: async () => {},
    stdout,
    env: {},
    log,
    ...options,
  });
  const lines = (): { id: string; type: string }[] =>
    String(stdout.read() ?? '')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { id: string; type: string });
  return { alerting, clock, said, sent, lines, deliver: { log, metrics } };
}

const throughJson = (state: unknown): unknown => JSON.parse(JSON.stringify(state));
const decide = (alerting: Alerting, state: unknown, records: readonly IncidentRecord[], minutes = 0) =>
  alerting.decide(state, records, new Date(START + minutes * MINUTE));

test('an incident reaches every receiver, with what its record says', async () => {
  const [one, other] = [await receiver(), await receiver()];
  const webhook = { urls: [one.url, other.url, one.url], secret: SECRET };
  const { alerting, sent, said, lines, deliver } = await open(configOf({ stdout: true, webhook }));
  const { state, queued } = decide(alerting, null, [record('i1', 3), record('i2', 3, 49)]);
  expect(queued).toBe(1);
  const left = await alerting.deliver(throughJson(state), deliver);
  const [message] = one.messages();
  expect(message).toEqual({
    id: expect.stringMatching(/^alert_[0-9a-f]{32}$/) as string,
    type: 'incident.opened',
    at: '2026-01-31T11:00:00.000Z',
    telling: 1,
    since_last_told: null,
    incident: {
      key: 'i1',
      title: 'eve failed 3 times',
      sentence: 'A sentence.',
      risk: 80,
      kind: 'account',
      entity: 'eve',
      start: '2026-01-31T10:00:00.000Z',
      end: '2026-01-31T10:58:00.000Z',
      counts: { alerts: 3, failed: 2, accounts: 1, sources: 3, destinations: 4 },
      accounts: ['eve'],
      sources: ['192.0.2.1'],
      destinations: ['a', 'b'],
      techniques: ['T1110'],
      reasons: [{ code: 'source', share: 1 }],
      event_keys: ['k1'],
    },
    model_version: 'model-1',
    run_id: 'run-1',
  });
  expect([one.requests.length, other.messages(), lines()]).toEqual([1, [message], [message]]);
  expect(sent.toSorted()).toEqual(
    [
      ['stdout', 'delivered'],
      [`webhook ${new URL(one.url).origin}`, 'delivered'],
      [`webhook ${new URL(other.url).origin}`, 'delivered'],
    ].toSorted(),
  );
  expect(said[0]).toEqual([
    'info',
    { run_id: 'run-1', alert: message!.id, incident: 'i1', target: expect.any(String) as string },
    'alert sent: eve failed 3 times',
  ]);
  expect(await alerting.deliver(left, deliver)).toEqual(left);
  expect(one.requests).toHaveLength(1);
});

test('minimum of risk and quiet time are those of the configuration', async () => {
  const { alerting, lines } = await open(configOf({ stdout: true, min_risk: 30, quiet_minutes: 10 }));
  const tellings: number[] = [];
  let state: unknown = null;
  for (const [minutes, records] of [
    [0, [record('i1', 3, 30), record('i2', 3, 29.9)]],
    [5, [record('i1', 4, 30)]],
    [10, []],
    [30, []],
  ] as const) {
    state = await alerting.deliver(throughJson(decide(alerting, state, records, minutes).state));
    tellings.push(lines().length);
  }
  expect(tellings).toEqual([1, 0, 1, 0]);
});

test('a batch that is done again after a kill sends the same messages under the same ids', async () => {
  const hook = await receiver();
  const config = configOf({ webhook: { urls: [hook.url], secret: SECRET } });
  const batch = [record('i1', 3), record('i2', 4)];
  const first = await open(config);
  const checkpoint = throughJson(decide(first.alerting, null, batch).state);
  await first.alerting.deliver(checkpoint); // killed before its result is kept
  const second = await open(config);
  expect(throughJson(decide(second.alerting, null, batch).state)).toEqual(checkpoint);
  const left = await second.alerting.deliver(checkpoint);
  expect([hook.requests.length, hook.messages().length]).toEqual([4, 2]);
  expect(decide(second.alerting, left, batch, 5).queued).toBe(0);
});

test('a receiver that is down delays no other, is named in log and metrics, and gets all when it is back', async () => {
  const [good, bad] = [await receiver(), await receiver({ steps: ['reset', 'reset'] })];
  const webhook = { urls: [bad.url, good.url], secret: SECRET, attempts: 2 };
  const { alerting, said, sent, clock, deliver } = await open(configOf({ webhook }));
  const { state } = decide(alerting, null, [record('i1', 3), record('i2', 3)]);
  const left = throughJson(await alerting.deliver(state, deliver));
  expect([good.messages().length, bad.requests.length]).toEqual([2, 2]);
  const { origin } = new URL(bad.url);
  expect(sent.filter(([, outcome]) => outcome === 'failed')).toEqual([[`webhook ${origin}`, 'failed']]);
  expect(
    said.filter(([level]) => level === 'warn').map(([, { target, reason }, text]) => [target, reason, text]),
  ).toEqual([
    [`webhook ${origin}`, `no answer from ${origin} (ECONNRESET)`, 'alert not sent, it is tried again'],
  ]);
  clock.now += 2 * MINUTE;
  await alerting.deliver(left, deliver);
  expect([good.requests.length, bad.messages().length]).toEqual([2, 2]);
});

test('what is refused, or kept for too long, is told as lost', async () => {
  const [refusing, dead] = [await receiver({ steps: [400] }), await receiver()];
  await dead.close();
  const webhook = { urls: [refusing.url, dead.url], secret: SECRET, attempts: 1 };
  const { alerting, said, sent, clock, deliver } = await open(configOf({ webhook, keep_hours: 2 }));
  const left = await alerting.deliver(decide(alerting, null, [record('i1', 3)]).state, deliver);
  clock.now += 2 * 60 * MINUTE;
  const { outbox } = await alerting.deliver(throughJson(left), deliver);
  expect(outbox).toMatchObject({ entries: [] });
  expect(sent.map(([, outcome]) => outcome).filter((outcome) => outcome !== 'failed')).toEqual([
    'refused',
    'given_up',
  ]);
  expect(said.filter(([level]) => level === 'error').map(([, { reason }, text]) => [reason, text])).toEqual([
    [
      `${new URL(refusing.url).origin} answered 400`,
      'alert lost, the receiver refused it: eve failed 3 times',
    ],
    [
      `not delivered for 2 h: no answer from ${new URL(dead.url).origin} (ECONNREFUSED)`,
      'alert lost, it is given up: eve failed 3 times',
    ],
  ]);
});

test('a worker that stops gives back what it has not sent', async () => {
  const hook = await receiver({ steps: [204, 'stall'] });
  const { alerting } = await open(configOf({ webhook: { urls: [hook.url], secret: SECRET } }));
  const { state } = decide(alerting, null, [record('i1', 3), record('i2', 3), record('i3', 3)]);
  const controller = new AbortController();
  const delivering = alerting.deliver(state, { signal: controller.signal });
  await expect.poll(() => hook.requests.length).toBe(2);
  controller.abort(new Error('the worker stops'));
  const { outbox } = await delivering;
  const { entries } = outbox as { entries: { message: { incident: { key: string } } }[] };
  expect(entries.map(({ message }) => message.incident.key)).toEqual(['i2', 'i3']);
});

describe('the HTTP Event Collector', () => {
  const token = 'token-of-the-collector-4c1f';

  async function openSplunk() {
    const splunk = await startEmulator({ hecToken: token, indexes: ['results'] });
    onTestFinished(() => splunk.close());
    const client = createSplunkClient({ baseUrl: splunk.baseUrl, auth: { token: splunk.token } });
    const rows = async (search: string): Promise<Record<string, unknown>[]> => {
      const found: Record<string, unknown>[] = [];
      for await (const row of client.exportRows({ search, earliest: '0' })) found.push(row);
      return found;
    };
    return { splunk, rows };
  }

  it('gets alerts as events of their own sourcetype, with the id as sidecar_id', async () => {
    const { splunk, rows } = await openSplunk();
    const hec = { url: splunk.hecUrl, token, index: 'results' };
    const { alerting, sent, deliver } = await open(configOf({ hec: true }, hec));
    const { state } = decide(alerting, null, [record('i1', 3)]);
    const { outbox } = await alerting.deliver(state, deliver);
    expect([outbox, sent]).toEqual([
      expect.objectContaining({ entries: [] }),
      [[`hec ${new URL(splunk.hecUrl).origin}`, 'delivered']],
    ]);
    const [event] = await rows('index=results sourcetype=sidecar:alert source=sidecar');
    const { id } = (state.outbox as { entries: { message: { id: string } }[] }).entries[0]!.message;
    expect(JSON.parse(String(event!['_raw']))).toMatchObject({
      sidecar_id: id,
      type: 'incident.opened',
      incident: { key: 'i1' },
    });
    const found = await rows(
      `index=results sidecar_id=${id} incident.risk>=80 | eval epoch=_time | table epoch incident.title`,
    );
    expect(found).toEqual([expect.objectContaining({ 'incident.title': 'eve failed 3 times' })]);
    expect(Date.parse(String(event!['_time']))).toBe(START);
  });

  it('that refuses the token or cannot be reached is a failure that may be mended, told without the token', async () => {
    const { splunk } = await openSplunk();
    const url = splunk.hecUrl;
    const wrong = await open(configOf({ hec: true }, { url, token: 'another-token', index: 'results' }));
    const { state } = decide(wrong.alerting, null, [record('i1', 3)]);
    const left = await wrong.alerting.deliver(state, wrong.deliver);
    expect(wrong.sent.map(([, outcome]) => outcome)).toEqual(['failed']);
    expect(inspect(wrong.said, { depth: 10 })).toContain('refused the HEC token');
    expect(inspect(wrong.said, { depth: 10 })).not.toContain('another-token');
    const mended = await open(configOf({ hec: true }, { url, token, index: 'results' }));
    mended.clock.now += MINUTE;
    expect((await mended.alerting.deliver(throughJson(left), mended.deliver)).outbox).toMatchObject({
      entries: [],
    });
    expect(mended.sent.map(([, outcome]) => outcome)).toEqual(['delivered']);
  });
});

it('says at the start where alerts travel unencrypted', async () => {
  const urls = ['https://h/x', 'http://127.0.0.1/x', 'http://[::1]/x', 'http://h:81/hidden'];
  const hec = { url: 'http://splunk:8088', token: 'token', index: 'results' };
  const { said } = await open(configOf({ hec: true, webhook: { urls, secret: SECRET } }, hec));
  expect(said).toEqual([
    ['warn', {}, 'Alerts travel to http://h:81 unencrypted; use https.'],
    ['warn', {}, 'Alerts travel to http://splunk:8088 unencrypted; use https.'],
  ]);
});

describe('what cannot be is refused at the start:', () => {
  it('a secret that is none, without repeating it', async () => {
    const opening = open(configOf({ webhook: { urls: ['https://h'], secret: 'hunter2!' } }));
    await expect(opening).rejects.toThrow(ConfigError);
    await expect(opening).rejects.toThrow(
      /^configuration:1: alerts\.webhook: found the webhook secret that is no base64, expected base64 of 24 to 64 random bytes, such as/,
    );
    await expect(opening).rejects.not.toThrow('hunter2');
  });

  it('a file of certificates that is not there', async () => {
    const webhook = { urls: ['https://h'], secret: SECRET, ca_file: '/nowhere/ca.pem' };
    await expect(open(configOf({ webhook }))).rejects.toThrow(IoError);
  });

  it('a file of certificates without one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'alerts-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const caFile = join(folder, 'ca.pem');
    writeFileSync(caFile, 'no certificate');
    const webhook = { urls: ['https://h'], secret: SECRET, ca_file: caFile };
    await expect(open(configOf({ webhook }))).rejects.toThrow(
      'alerts.webhook.ca_file: found no certificate in',
    );
  });

  it('a proxy of the environment that is none, without repeating it', async () => {
    const webhook = { urls: ['https://h'], secret: SECRET };
    const hec = { url: 'https://h', token: 'token', index: 'results' };
    for (const config of [configOf({ webhook }), configOf({ hec: true }, hec)]) {
      const opening = open(config, { env: { https_proxy: 'socks5://me:hidden@p' } });
      await expect(opening).rejects.toThrow(ConfigError);
      await expect(opening).rejects.toThrow('found proxy that is not an http address, expected one such as');
      await expect(opening).rejects.not.toThrow('hidden');
    }
  });

  it.for([{ version: 2 }, { version: 1, policy: {}, outbox: {} }, 'text', 1])(
    'the state %j',
    async (state) => {
      const { alerting } = await open(configOf({ stdout: true }));
      expect(() => decide(alerting, state, [])).toThrow(TypeError);
      await expect(alerting.deliver(state)).rejects.toThrow(TypeError);
    },
  );
});

test('without receivers nothing is queued, and what is left for former ones is given up', async () => {
  const before = await open(configOf({ stdout: true }));
  const { state } = decide(before.alerting, undefined, [record('i1', 3)]);
  const { alerting, sent, deliver } = await open(configOf({}));
  const next = decide(alerting, throughJson(state), [record('i2', 3)]);
  expect(next.queued).toBe(0);
  expect((await alerting.deliver(next.state, deliver)).outbox).toMatchObject({ entries: [] });
  expect(sent).toEqual([['stdout', 'given_up']]);
});

test('neither secret nor path of an address is in state or log', async () => {
  const hook = await receiver({ steps: [500, 400] });
  const webhook = { urls: [`${hook.url}/hidden-path?code=hidden`], secret: SECRET, attempts: 1 };
  const { alerting, said, sent, clock, deliver } = await open(configOf({ webhook }));
  let state: unknown = decide(alerting, null, [record('i1', 3)]).state;
  for (let i = 0; i < 3; i++) {
    state = await alerting.deliver(state, deliver);
    clock.now += MINUTE;
  }
  expect(hook.requests).toHaveLength(2);
  expect(inspect([state, said, sent, alerting], { depth: 20, showHidden: true })).not.toMatch(
    /hidden|whsec|BQUFBQU/,
  );
});
