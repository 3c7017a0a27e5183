import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidecar-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);
const write = (name: string, ...lines: string[]): string => {
  writeFileSync(at(name), lines.map((line) => `${line}\n`).join(''));
  return at(name);
};

describe('generate', () => {
  test('writes as many events and labels as told, the same for the same seed, gzipped by name', async () => {
    const options = ['--events', '2500', '--seed', '7', '--end', '2026-10-01T00:00:00Z', '--people', '20'];
    const first = await runCli([
      'generate',
      ...options,
      '--out',
      at('a.ndjson.gz'),
      '--labels',
      at('a.labels'),
    ]);
    const second = await runCli(['generate', ...options, '--out', at('b.ndjson')]);
    expect([first.code, second.code]).toEqual([0, 0]);
    const events = readFileSync(at('b.ndjson'), 'utf8');
    expect(gunzipSync(readFileSync(at('a.ndjson.gz'))).toString()).toBe(events);
    const labels = readFileSync(at('a.labels'), 'utf8').trim().split('\n');
    expect([events.trim().split('\n').length, labels.length]).toEqual([2500, 2500]);
    const attacks = labels.filter((label) => label.startsWith('{"label":1')).length;
    expect(JSON.parse(first.stderr)).toMatchObject({
      stage: 'generate',
      done: 2500,
      message: `2,500 events, ${attacks} of them attacks, to ${at('a.ndjson.gz')} and ${at('a.labels')}`,
    });
  });

  test('writes to stdout for -, and nothing else goes there', async () => {
    const { code, stdout } = await runCli([
      'generate',
      '--events',
      '50',
      '--out',
      '-',
      '--format',
      'hec',
      '--attack-share',
      '0',
    ]);
    expect(code).toBe(0);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines.length).toBe(50);
    expect(lines[0]).toHaveProperty('event.user');
  });

  test.for([
    { args: ['--start', '2026-10-02', '--end', '2026-10-01'], message: 'expected at least a second after' },
    { args: ['--end', 'yesterday'], message: 'end is yesterday, expected a time' },
    {
      args: ['--profile', 'original', '--people', '3'],
      message: 'people is set, expected only with the profile enterprise',
    },
    {
      args: ['--scenario', 'nothing'],
      message: "argument 'nothing' is invalid. Expected one of asrep_roasting, ",
    },
    { args: ['--scenario', 'brute_force:colour=red'], message: 'Expected incidents=, events=, ' },
    { args: ['--scenario', 'brute_force:hours=late'], message: 'Expected hours such as 1-5, not late.' },
    {
      args: ['--scenario', 'kerberoasting:origin=outside'],
      message: 'origin of kerberoasting is outside, expected inside.',
    },
    { args: ['--habit', 'coffee=1'], message: 'Expected a number for one of partTime, ' },
    { args: ['--habit', 'travel=7'], message: 'habit travel is 7, expected a number from 0 to 1' },
    {
      args: ['--zones', 'Mars/Olympus'],
      message: 'zones has Mars/Olympus, expected names of IANA time zones',
    },
  ])('refuses $args as wrong usage', async ({ args, message }) => {
    const { code, stderr } = await runCli(['generate', '--events', '10', '--out', at('x'), ...args]);
    expect({ code, told: stderr.includes(message), stderr }).toMatchObject({ code: 2, told: true });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('makes the attacks it is told to, and lists them', async () => {
    const options =
      '--events 600 --end 2026-10-01 --people 12 --zones UTC --habit travel=0 vpn=0 roaming=0'.split(' ');
    const plan = 'brute_force:incidents=2,events=30,source=203.0.113.7,hours=1-2,succeeds=no';
    const files = ['--out', at('e'), '--labels', at('l'), '--incidents', at('i')];
    const { code } = await runCli(['generate', ...options, ...files, '--scenario', 'kerberoasting', plan]);
    expect(code).toBe(0);
    const labels = readFileSync(at('l'), 'utf8').trim().split('\n');
    const incidents = readFileSync(at('i'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(incidents.filter(({ scenario }) => scenario === 'kerberoasting').length).toBe(1);
    const brute = incidents.filter(({ scenario }) => scenario === 'brute_force');
    expect(brute).toHaveLength(2);
    for (const { incident, start, ...rest } of brute) {
      expect(rest).toMatchObject({
        technique: 'T1110.001',
        events: 30,
        successes: 0,
        sources: ['203.0.113.7'],
      });
      expect(start).toMatch(/T01:/);
      expect(labels.filter((label) => label.includes(`"${String(incident)}"`))).toHaveLength(30);
    }
    const gateways = readFileSync(at('e'), 'utf8').match(/"dest":"VPN-[^}]*"action":"success"/g) ?? [];
    expect(gateways).toEqual([]);
  });

  test('says in one sentence where it cannot write, and leaves nothing', async () => {
    const { code, stderr } = await runCli([
      'generate',
      '--events',
      '10',
      '--out',
      at('none/x'),
      '--log',
      'text',
    ]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `sidecar: Cannot write ${at('none/x')}: the folder ${at('none')} does not exist.\n`,
    });
  });
});

describe('init', () => {
  test('writes a file that counts as valid, and does not replace one unless forced', async () => {
    expect(await runCli(['init', '--output', at('s.yaml')])).toMatchObject({ code: 0 });
    const text = readFileSync(at('s.yaml'), 'utf8');
    expect(text).toContain('modeling:');
    write('s.yaml', 'mine');
    const { code, stderr } = await runCli(['init', '--output', at('s.yaml'), '--log', 'text']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `sidecar: ${at('s.yaml')} exists already; --force replaces it\n`,
    });
    expect(await runCli(['init', '--output', at('s.yaml'), '--force'])).toMatchObject({ code: 0 });
    expect(readFileSync(at('s.yaml'), 'utf8')).toBe(text);
    expect(await runCli(['init', '--output', '-'])).toMatchObject({ code: 0, stdout: text });
  });
});

describe('evaluate', () => {
  const scored = [
    '{"score":99,"behavior_outlier":1}',
    '{"rejected":true}',
    '{"score":5,"behavior_outlier":0}',
    '{"score":7,"behavior_outlier":1}',
  ];
  const labels = [
    '{"label":1,"scenario":"spray","incident":"spray-1","technique":"T1110.003"}',
    '0',
    '0',
    '0',
  ];

  test('shows what the alerts find', async () => {
    const { code, stdout } = await runCli([
      'evaluate',
      '--scored',
      write('s', ...scored),
      '--labels',
      write('l', ...labels),
    ]);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `3 events, of them 1 attack (33.3 %) in 1 incident
average precision 1.000 (without information: 0.333), ROC area 1.000
1 rejected line left out, 0 of them attacks

alerts on  alerts  a day   recall  precision  incidents
top 0.1 %       1      –  100.0 %    100.0 %     1 of 1
top 0.5 %       1      –  100.0 %    100.0 %     1 of 1
top 1 %         1      –  100.0 %    100.0 %     1 of 1
top 2 %         1      –  100.0 %    100.0 %     1 of 1
decision        2      –  100.0 %     50.0 %     1 of 1

per scenario: share of its events / number of its incidents found
scenario  technique  events  incidents  top 0.1 %  top 0.5 %    top 1 %    top 2 %   decision
spray     T1110.003       1          1  100 % / 1  100 % / 1  100 % / 1  100 % / 1  100 % / 1
`,
    });
  });

  test('gives the report as JSON', async () => {
    const { stdout } = await runCli([
      'evaluate',
      '--scored',
      write('s', ...scored),
      '--labels',
      write('l', ...labels),
      '--json',
    ]);
    expect(JSON.parse(stdout)).toMatchObject({
      averagePrecision: 1,
      decision: { alerts: 2, precision: 0.5 },
    });
  });

  test('refuses files that do not belong together', async () => {
    const { code, stderr } = await runCli([
      'evaluate',
      '--scored',
      write('s', ...scored),
      '--labels',
      write('l', '0'),
      '--log',
      'text',
    ]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        'sidecar: the labels end after 1 lines, but there are more scored records: expected one label per scored line\n',
    });
  });
});

describe('explain', () => {
  const scored = [
    '{"_key":"k1","user":"ann","score":12}',
    '{"rejected":true,"reason":"no_user"}',
    '{"_key":"k2","user":"eve\\u001b[2J","score":99}',
    'not json',
    '{"_key":"k3","user":"bob","score":40}',
  ];

  test('shows the highest scores, highest first, from stdin and gzip alike', async () => {
    writeFileSync(at('s.gz'), gzipSync(scored.join('\n')));
    const fromFile = await runCli(['explain', '--scored', at('s.gz'), '--top', '2']);
    const fromStdin = await runCli(['explain', '--scored', '-', '--top', '2'], { stdin: scored.join('\n') });
    expect(fromFile.stdout).toBe(fromStdin.stdout);
    expect(fromFile.stdout).toBe('99.00   eve\\x1b[2J\n  ? → ?\n  key k2\n\n40.0   bob\n  ? → ?\n  key k3\n');
    expect(JSON.parse(fromFile.stderr)).toMatchObject({
      level: 'warn',
      message: '1 line left out: not a scored record',
    });
  });

  test('shows the event with a key', async () => {
    const { code, stdout } = await runCli([
      'explain',
      '--scored',
      write('s', ...scored),
      '--key',
      'k1',
      '--json',
    ]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${scored[0]}\n` });
  });

  test('colours on a terminal, and not with NO_COLOR', async () => {
    const args = ['explain', '--scored', write('s', ...scored), '--top', '1'];
    expect((await runCli(args, { columns: 80 })).stdout).toContain('\u001b[31m');
    expect((await runCli(args, { columns: 80, env: { NO_COLOR: '1' } })).stdout).not.toContain('\u001b');
  });

  test.for([
    { args: ['--key', 'k9'], code: 3, message: 'there is no event with the key k9' },
    { args: [], code: 2, message: 'expected either --top or --key' },
    { args: ['--top', '1', '--key', 'k1'], code: 2, message: 'expected either --top or --key' },
  ])('with $args ends with exit code $code', async ({ args, code, message }) => {
    const result = await runCli(['explain', '--scored', write('s', ...scored), ...args]);
    expect(result).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(message) });
  });

  test('says which file is not there', async () => {
    const result = await runCli(['explain', '--scored', at('none'), '--top', '1', '--log', 'text']);
    expect(result).toEqual({
      code: 2,
      stdout: '',
      stderr: `sidecar: Cannot read ${at('none')}: there is no such file.\n`,
    });
  });
});
