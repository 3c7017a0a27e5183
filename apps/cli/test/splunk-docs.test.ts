import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { formatEvent, generate } from '@sidecar/log-generator';
import { buildApp } from '@sidecar/splunk-app';
import { type Emulator, startEmulator } from '@sidecar/splunk-emulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

const DAY_MS = 86_400_000;
const FENCE = /^```(sh|spl|yaml)(?: (.*))?\n([^]*?)^```/gm;
const page = readFileSync(new URL('../../../docs/splunk.md', import.meta.url), 'utf8');
const blocks = Array.from(page.matchAll(FENCE), ({ 1: language, 2: note = '', 3: text, index }) => ({
  language: language!,
  note,
  text: text!.trim(),
  line: page.slice(0, index).split('\n').length,
}));

const folder = mkdtempSync(join(tmpdir(), 'sidecar-docs-'));
let splunk: Emulator;
let env: Record<string, string> = {};

/** A server with the events of a month, and with users of the app's roles. */
beforeAll(async () => {
  const end = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const size = { people: 12, services: 3, admins: 2, attackShare: 0.03 };
  const events = generate({ start: end - 30 * DAY_MS, end, events: 600, seed: 5, ...size });
  const lines = Array.from(events, ({ event }) => formatEvent(event, 'seed'));
  writeFileSync(join(folder, 'events.ndjson'), lines.map((line) => `${line}\n`).join(''));
  splunk = await startEmulator({
    apps: [buildApp()],
    users: [
      { name: 'sidecar', token: 'sidecar', roles: ['sidecar_service'] },
      { name: 'owner', token: 'owner', roles: ['sidecar_summary'] },
    ],
  });
  await splunk.addEvents('ml_sidecar', 'ml:sidecar:json', lines);
  await splunk.addEvents('_audit', 'audittrail', [
    "Audit:[timestamp=now, user=ann, action=search, info=granted, search='| inputlookup auth_feedback_lookup']",
  ]);
  await splunk.addEvents('_internal', 'splunkd_access', [
    '10.1.2.3 - ann "POST /servicesNS/nobody/ml_sidecar_app/storage/collections/data/auth_feedback HTTP/1.1" 201',
  ]);
  env = {
    SPLUNK: splunk.baseUrl,
    HEC: splunk.hecUrl,
    HEC_TOKEN: splunk.hecToken,
    ADMIN_TOKEN: splunk.token,
    SIDECAR_TOKEN: 'sidecar',
    OWNER_TOKEN: 'owner',
  };
});
afterAll(async () => {
  await splunk.close();
  rmSync(folder, { recursive: true });
});

test('the page has commands and searches to try', () => {
  const count = (language: string): number => blocks.filter((block) => block.language === language).length;
  expect(count('sh')).toBeGreaterThan(10);
  expect(count('spl')).toBeGreaterThan(12);
});

/** In the order of the page: what is installed, written and turned on above is there below. */
test.for(
  blocks.map((block) => [`line ${block.line}: ${block.text.split('\n')[0]!.slice(0, 60)}`, block] as const),
)('%s', async ([, { language, note, text }]) => {
  if (language === 'yaml') return writeConfig(text);
  if (language === 'sh') {
    for (const line of text.split('\n')) await command(line);
    return;
  }
  if (text.includes('sidecar_feedback')) await recordVerdict();
  const found = await rows(text, note === 'empty' ? '' : note);
  expect(found.length > 0, JSON.stringify(found)).toBe(note !== 'empty');
});

test('the backfill has summarised every hour of the last week, once', async () => {
  const states = await rows('| `sidecar_summary_hours` | stats count BY state', 'earliest=-7d@d latest=@d');
  expect(states).toEqual([{ state: 'complete', count: '168' }]);
});

test('what was tuned is still so after an upgrade', async () => {
  const { text } = blocks.find((block) => block.text.includes('name=/tmp/ml_sidecar_app.spl'))!;
  await command('sidecar splunk-app build --out ml_sidecar_app.spl --app-version 1.1.0');
  await command(text);
  expect(await rows('| makeresults | eval limit=`sidecar_minimum_risk`')).toMatchObject([{ limit: '70' }]);
});

test('every command of the sidecar that is named in a sentence exists', async () => {
  const named = new Set(
    Array.from(page.matchAll(/`sidecar ((?:splunk-app )?[a-z-]+)[ `]/g), ([, words]) => words!),
  );
  expect(named.size).toBeGreaterThan(3);
  for (const words of named) {
    const { code, stdout } = await runCli([...words.split(' '), '--help']);
    expect([code, stdout]).toEqual([0, expect.stringContaining(`Usage: sidecar ${words}`)]);
  }
});

/** The one of the page, but that models are kept here and nobody reads the collections who would have to be waited for. */
function writeConfig(text: string): void {
  const quick = text.replace(
    'app: ml_sidecar_app }\n  splunk_hec',
    'app: ml_sidecar_app, reader_grace_seconds: 0 }\n  splunk_hec',
  );
  expect(quick).not.toBe(text);
  writeFileSync(join(folder, 'sidecar.yaml'), `general: { model_dir: ${folder}/models }\n${quick}\n`);
}

/** Words of a command: variables in double quotes or none, everything as it is in single ones. */
function wordsOf(line: string): string[] {
  return Array.from(line.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g), ([word]) =>
    word.replaceAll(
      /"([^"]*)"|'([^']*)'|([^"']+)/g,
      (_, double?: string, single?: string, bare?: string) =>
        single ?? (double ?? bare)!.replaceAll(/\$(\w+)/g, (__, name: string) => env[name]!),
    ),
  ).map((word) => word.replace(/(^|=)(?:\/tmp\/)?([\w.-]+\.(?:spl|yaml|json|ndjson))$/, `$1${folder}/$2`));
}

async function command(line: string): Promise<void> {
  const [program, ...words] = wordsOf(line);
  if (program === 'sidecar') {
    const { code, stdout, stderr } = await runCli(words, {
      env,
    });
    expect({ code, told: code === 0 ? '' : stdout + stderr }, line).toEqual({ code: 0, told: '' });
    return;
  }
  expect(program).toBe('curl');
  // With -f a refusal fails; the server is in this process, so that nothing may wait for curl but this.
  const { stdout } = await promisify(execFile)('curl', words);
  const sid = /<sid>(.*)<\/sid>/.exec(stdout)?.[1];
  if (sid !== undefined) await expect.poll(() => stateOf(sid), { timeout: 20_000 }).toBe('DONE');
}

/** @throws for a search that failed. */
async function stateOf(sid: string): Promise<string> {
  const headers = { authorization: `Bearer ${splunk.token}` };
  const answer = await fetch(`${splunk.baseUrl}/services/search/jobs/${sid}?output_mode=json`, { headers });
  const { dispatchState, messages } = ((await answer.json()) as Job).entry[0].content;
  if (dispatchState === 'FAILED') throw new Error(JSON.stringify(messages));
  return dispatchState;
}

interface Job {
  readonly entry: readonly [
    { readonly content: { readonly dispatchState: string; readonly messages: unknown } },
  ];
}

async function rows(search: string, window = ''): Promise<Record<string, unknown>[]> {
  const { earliest = '', latest = '' } = Object.fromEntries(window.split(' ').map((part) => part.split('=')));
  const text = /^(?:\||search )/.test(search) ? search : `search ${search}`;
  const response = await fetch(`${splunk.baseUrl}/servicesNS/admin/ml_sidecar_app/search/v2/jobs/export`, {
    method: 'POST',
    headers: { authorization: `Bearer ${splunk.token}` },
    body: new URLSearchParams({
      search: text,
      output_mode: 'json',
      earliest_time: earliest,
      latest_time: latest,
    }),
  });
  const answer = await response.text();
  expect(answer).not.toMatch(/"type":"(?:ERROR|FATAL)"/);
  return answer
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line) => {
      const { preview, result } = JSON.parse(line);
      return preview === false && result ? [result] : [];
    });
}

let isRecorded = false;

/** What an analyst does in the form, and the search that audits it. */
async function recordVerdict(): Promise<void> {
  if (isRecorded) return;
  isRecorded = true;
  const [event] = await rows('| `sidecar_published(auth_events)` | sort 1 -score | table record_key');
  const fields = `event_key="${String(event!['record_key'])}", verdict="benign", scope="event", sensitivity="0", reason="a test", ticket="-", expires_in="30d", author="ann"`;
  await rows(`| makeresults | eval ${fields} | \`sidecar_feedback_record\` | \`sidecar_feedback_write\``);
  const saved = `$SPLUNK/servicesNS/nobody/ml_sidecar_app/saved/searches/Sidecar%20-%20Audit%20verdicts`;
  await command(`curl -sSf -H "Authorization: Bearer $ADMIN_TOKEN" "${saved}" -d disabled=0`);
  await command(`curl -sSf -H "Authorization: Bearer $OWNER_TOKEN" "${saved}/dispatch" -d trigger_actions=1`);
  expect(await rows('| inputlookup auth_feedback_audit_lookup')).toHaveLength(1);
  expect(await rows('search index=sidecar_summary source="sidecar_feedback_audit"')).toHaveLength(1);
}
