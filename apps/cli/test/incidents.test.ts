import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatEvent, generate } from '@sidecar/log-generator';
import type { IncidentRecord } from '@sidecar/pipeline';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { renderIncidents } from '../src/render/render-incidents.ts';
import { warnOfAlertsLeftOut } from '../src/warn-of-alerts-left-out.ts';
import { runCli } from './run-cli.ts';

const plain = (_format: unknown, text: string): string => text;

const spray: IncidentRecord = {
  _key: '5f407ca431fb752314f81eca5a5818f2',
  kind: 'source',
  entity: '203.0.113.9',
  title:
    '18 accounts failed from 203.0.113.9 within 12 minutes, one succeeded: svc-backup-of-the-file-servers',
  sentence:
    'svc-backup failed in an unusual way (about 1 in 4,100 events): at an unusual hour: Thursday 02:06, usually 06:00-08:00.',
  start: '2026-10-29T02:06:19.793873Z',
  end: '2026-10-29T02:18:02.000000Z',
  duration_seconds: 702.2,
  risk: 62.9,
  risk_raw: 14.3,
  max_score: 99.98,
  min_p_value: 0.0002,
  alert_count: 1219,
  failed_count: 1218,
  account_count: 18,
  source_count: 1,
  destination_count: 1,
  accounts: ['svc-backup'],
  sources: ['203.0.113.9'],
  destinations: ['VPN1'],
  signatures: ['An account failed to log on'],
  techniques: ['T1110.003', 'T1078'],
  reasons: [
    { code: 'other', share: 0.4 },
    { code: 'source_users_failed_1h', share: 0.35 },
    { code: 'hour', share: 0.25 },
  ],
  event_keys: ['k'],
  model_version: 'm',
  run_id: 'r',
};
const single: IncidentRecord = {
  ...spray,
  kind: 'account',
  entity: 'eve',
  title: 'eve acted unusually',
  alert_count: 1,
  risk: 99.9,
  techniques: [],
};
const low: IncidentRecord = { ...single, risk: 7.8 };

describe('renderIncidents', () => {
  it('says risk, outliers, when, who and what in two lines each, and how many more there are', () => {
    const view = { incidents: [single, spray, low, low], alerts: 1222 };
    expect(`\n${renderIncidents(view, { width: 80, style: plain, most: 2 })}\n`).toBe(`
4 incidents of 1,222 outliers
risk  alerts  from (UTC)        who or where
  99       1  2026-10-29 02:06  account eve
      eve acted unusually
  62   1,219  2026-10-29 02:06  source 203.0.113.9
      18 accounts failed from 203.0.113.9 within 12 minutes, one succeeded:
      svc-backup-of-the-file-servers
      and 2 more, of risk 7 and below
`);
  });

  it('quotes the strongest event, the reasons and the key in detail', () => {
    const options = { width: 120, style: plain, most: 5, inDetail: true };
    expect(`\n${renderIncidents({ incidents: [spray], alerts: 1219 }, options)}\n`).toBe(`
1 incident of 1,219 outliers
risk  alerts  from (UTC)        who or where
  62   1,219  2026-10-29 02:06  source 203.0.113.9
      18 accounts failed from 203.0.113.9 within 12 minutes, one succeeded: svc-backup-of-the-file-servers
      svc-backup failed in an unusual way (about 1 in 4,100 events): at an unusual hour: Thursday 02:06, usually
      06:00-08:00.
      ATT&CK T1110.003, T1078 · source users failed 1h 35 %, hour 25 % · key 5f407ca431fb752314f81eca5a5818f2
`);
  });

  it.for([60, 80, 120])(
    'fits %i columns whatever names there are, and prints no control character',
    (width) => {
      const name = `eve\u001b[2J${'x'.repeat(900)}`;
      const hostile = { ...spray, entity: name, title: `${name} failed`, sentence: `${name} failed` };
      const text = renderIncidents(
        { incidents: [hostile, low], alerts: 2 },
        { width, style: plain, most: 5, inDetail: true },
      );
      expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(width);
      expect(text).not.toContain('\u001b');
      expect(text).toContain('eve\\x1b[2J');
    },
  );

  it('says that there is none', () => {
    expect(renderIncidents({ incidents: [], alerts: 0 }, { width: 80, style: plain, most: 5 })).toBe(
      'no incident: no event was decided to be an outlier',
    );
  });
});

test('outliers that are in no incident are told, if there are any', () => {
  const told: string[] = [];
  const reporter = { warn: (text: string) => void told.push(text) };
  for (const count of [0, 1, 2000]) warnOfAlertsLeftOut(count, reporter);
  expect(told).toEqual([
    '1 outlier in no incident: only the rarest 100,000 are grouped',
    '2,000 outliers in no incident: only the rarest 100,000 are grouped',
  ]);
});

describe('commands', () => {
  const modeling = { outlier_mode: 'budget', alerts_per_day: 2 };
  let folder = '';
  const at = (name: string): string => join(folder, name);
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sidecar-incidents-'));
    const made = [...generate({ events: 1500, seed: '3', end: '2026-10-01T00:00:00Z', people: 12 })];
    writeFileSync(at('events'), made.map(({ event }) => `${formatEvent(event, 'seed')}\n`).join(''));
    writeFileSync(at('budget.yaml'), JSON.stringify({ modeling }));
    await runCli(['train', '--input', at('events'), '--model', at('model')]);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const scoring = (...more: string[]): string[] => [
    'score',
    '--input',
    at('events'),
    '--model',
    at('model'),
    ...more,
  ];

  test('score writes incidents, explain finds the same in the scored file and shows them', async () => {
    const written = await runCli(
      scoring(
        '--config',
        at('budget.yaml'),
        '--output',
        at('scored'),
        '--incidents',
        at('incidents'),
        '--log',
        'text',
      ),
    );
    const lines = readFileSync(at('incidents'), 'utf8').trimEnd().split('\n');
    const count = lines.reduce((sum, line) => sum + (JSON.parse(line) as IncidentRecord).alert_count, 0);
    const sum = `${lines.length} incidents of ${count} alerts to ${at('incidents')}`;
    expect(written).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining(sum) });
    expect(lines.length).toBeGreaterThan(3);

    const explain = ['explain', '--scored', at('scored'), '--incidents', '--log', 'text'];
    const json = await runCli([...explain, '--json', '--top', '10000']);
    expect(json).toEqual({ code: 0, stdout: `${lines.join('\n')}\n`, stderr: '' });
    const shown = await runCli([...explain, '--top', '3']);
    expect(shown.code).toBe(0);
    expect(shown.stdout).toContain(`${lines.length} incidents of ${count} outliers\n`);
    expect(shown.stdout.match(/\b[0-9a-f]{32}\b/g)).toEqual(
      lines.slice(0, 3).map((line) => (JSON.parse(line) as IncidentRecord)._key),
    );
  });

  test('run ends with its incidents', async () => {
    const config = {
      general: { model_dir: at('models') },
      ingestion: { source: 'files', files: [at('events')] },
      modeling,
      output: { writers: ['ndjson'], ndjson: { directory: at('results') } },
    };
    writeFileSync(at('config.yaml'), JSON.stringify(config));
    const { code, stdout } = await runCli(['run', '--config', at('config.yaml')], {
      columns: 80,
      env: { NO_COLOR: '1' },
    });
    expect(code).toBe(0);
    const first = JSON.parse(
      readFileSync(join(at('results'), 'auth_incidents.ndjson'), 'utf8').split('\n')[0]!,
    ) as IncidentRecord;
    const [, end] = stdout.split(/^risk {2}alerts/m);
    expect(end).toContain(`  ${first.kind} ${first.entity}\n      ${first.title.slice(0, 40)}`);
  });

  test.for([
    { args: ['explain', '--scored', 'events', '--incidents', '--key', 'k'], code: 2, told: 'or --incidents' },
    { args: ['explain', '--scored', 'quiet', '--incidents'], code: 3, told: 'there is no outlier' },
    { args: ['explain', '--scored', 'none', '--incidents'], code: 2, told: 'there is no such file' },
    {
      args: ['score', '--input', 'events', '--model', 'model', '--output', '-', '--incidents', '-'],
      code: 2,
      told: '- would be overwritten',
    },
    {
      args: ['score', '--input', 'events', '--model', 'model', '--output', 'x', '--incidents', 'events'],
      code: 2,
      told: 'would be overwritten',
    },
    {
      args: ['score', '--input', 'none', '--model', 'model', '--output', 'x', '--incidents', 'y'],
      code: 2,
      told: 'no such file',
    },
  ])('$args ends with $code', async ({ args, code, told }) => {
    writeFileSync(at('quiet'), '{"behavior_outlier":0}\n{"rejected":true}\n');
    const paths = new Set(['events', 'model', 'quiet', 'none', 'x', 'y']);
    const before = readFileSync(at('events'), 'utf8');
    const result = await runCli([
      ...args.map((word) => (paths.has(word) ? at(word) : word)),
      '--log',
      'text',
    ]);
    expect(result).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(told) });
    expect(readFileSync(at('events'), 'utf8')).toBe(before);
    expect(readdirSync(folder)).not.toEqual(expect.arrayContaining(['x']));
  });
});
