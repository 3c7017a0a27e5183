import { createHash } from 'node:crypto';
import { splunkCollections } from '@sidecar/pipeline/collections';
import { createMemoryEnvironment, createSearchEngine, type Row, rowsOf } from '@sidecar/spl';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { appOptions } from '../src/app-options.ts';
import { appContentOf } from '../src/build/app-content-of.ts';
import { feedback } from '../src/dashboards/feedback/feedback.ts';
import { defaultTokens, panelQueries } from '../src/dashboards/panel-queries.ts';
import { substituteTokens } from '../src/dashboards/substitute-tokens.ts';
import { viewOf } from '../src/dashboards/view-of.ts';

const options = appOptions();
const content = appContentOf(options);
const view = viewOf(feedback(options));
const queries = panelQueries(view);
const all = queries.map(({ source }) => source);
const EVENT = 'a'.repeat(32);
const entered = {
  event_key: EVENT,
  verdict: 'benign',
  scope: 'account_source',
  reason: 'the new jump host',
  ticket: 'SOC-7',
  confirm: 'yes',
};

/** A Splunk that an analyst works with: one scored event, no verdicts. */
function openApp() {
  const columnsOf = (name: string): string[] => {
    const { fields } = splunkCollections.find((collection) => collection.name === name)!;
    return ['_key', ...Object.keys(fields)];
  };
  const scored = { record_key: EVENT, run_id: 'r', TimeCreated: '2026-09-01T03:05:00.000Z', score: 99.5 };
  const where = { user: 'bob', src: '10.1.2.3', dest: 'FILE07', signature_id: 4624, sentence: 'At night.' };
  const rowsAtStart: Record<string, Row[]> = {
    auth_events: [{ _key: `r-${EVENT}`, ...scored, ...where }],
    sidecar_state: [{ _key: 'published-auth_events', collection: 'auth_events', run_id: 'r' }],
  };
  const names = ['auth_events', 'sidecar_state', 'auth_feedback', 'auth_feedback_audit'];
  const lookups = Object.fromEntries(
    names.map((name) => [`${name}_lookup`, { fields: columnsOf(name), rows: rowsAtStart[name] ?? [] }]),
  );
  const macros = Object.fromEntries(
    content.macros.map(({ name, definition, args = [] }) => [name, { definition, args }]),
  );
  let now = Date.UTC(2026, 8, 2, 8) / 1000;
  const environment = createMemoryEnvironment({
    now,
    lookups,
    macros,
    indexes: { main: 'event', [options.summaryIndex]: 'event' },
  });
  const search = async (text: string): Promise<Row[]> =>
    rowsOf(
      createSearchEngine({ ...environment, now })
        .prepare(text, {})
        .run(),
    );
  return {
    environment,
    search,
    /** Opens the form with these inputs, all panels of it. */
    async form(inputs: Readonly<Record<string, string>> = {}, user = 'ann', sources = all) {
      const tokens = { 'env:user': user, ...defaultTokens(view), ...entered, ...inputs };
      const found: Record<string, Row[]> = {};
      for (const { source, query } of queries.filter((one) => sources.includes(one.source)))
        found[source] = await search(substituteTokens(query, tokens));
      return found;
    },
    runSaved: (name: string) => search(content.searches.find((saved) => saved.name === name)!.search),
    kept: () => search('| inputlookup auth_feedback_lookup'),
    later: (seconds: number) => void (now += seconds),
  };
}

describe('the form', () => {
  test('shows the event and what would be recorded, and writes nothing before it is confirmed', async () => {
    const app = openApp();
    const { event, draft, written } = await app.form({ confirm: 'no' });
    expect(event![0]).toMatchObject({ Account: 'bob', Score: 99.5, 'What was unusual': 'At night.' });
    expect(draft![0]).toMatchObject({
      Check: 'Ready: choose "yes" and submit.',
      Author: 'ann',
      Account: 'bob',
    });
    expect(written![0]!['Result']).toMatch(/^Nothing was written/);
    expect(await app.kept()).toEqual([]);
  });

  test('records what was entered, with what the event was, author, time and expiry', async () => {
    const app = openApp();
    const { written } = await app.form();
    expect(written![0]).toMatchObject({ Result: 'Recorded.', Recorded: '2026-09-02T08:00:00Z' });
    const [record] = await app.kept();
    expect(record).toMatchObject({
      version: 1,
      verdict: 'benign',
      scope: 'account_source',
      sensitivity: 0,
      author: 'ann',
      user: 'bob',
      src: '10.1.2.3',
      event_time: '2026-09-01T03:05:00.000Z',
      reason: 'the new jump host',
      ticket: 'SOC-7',
      created_at: '2026-09-02T08:00:00Z',
      expires_at: '2026-10-02T08:00:00Z',
    });
  });

  test('writes once however often the page is loaded, and again for another word or another day', async () => {
    const app = openApp();
    await app.form();
    const [first] = await app.kept();
    for (let i = 0; i < 2; i++) {
      app.later(60);
      const { written } = await app.form();
      expect(written![0]!['Result']).toMatch(/^Nothing was written/);
    }
    expect(await app.kept()).toEqual([first]);
    await app.form({ verdict: 'attack' });
    app.later(86_400);
    await app.form();
    expect(await app.kept()).toHaveLength(3);
  });

  it.for([
    ['an event that is not there', { event_key: 'b'.repeat(32) }, 'There is no scored event with this key.'],
    ['another verdict', { verdict: 'maybe' }, 'The verdict is none of: attack, benign, unsure, revoked.'],
    ['another scope', { scope: 'everything' }, /^The scope is none of: event, /],
    ['no reason', { reason: '  - ' }, 'Give a reason of 3 to 500 characters.'],
    ['a long reason', { reason: 'x'.repeat(501) }, 'Give a reason of 3 to 500 characters.'],
    ['a sensitivity out of bounds', { sensitivity: '3' }, /^The sensitivity is no whole number/],
    ['a sensitivity that is no number', { sensitivity: 'high' }, /^The sensitivity is no whole number/],
    ['another expiry', { expires_in: '0d' }, /^It expires never or after a number of days/],
  ] as const)('refuses %s', async ([, inputs, message]) => {
    const app = openApp();
    const { draft, written } = await app.form(inputs);
    expect(draft![0]!['Check']).toMatch(message);
    expect(written![0]!['Result']).toMatch(/^Nothing was written/);
    expect(await app.kept()).toEqual([]);
  });

  test('takes what is entered as text, whatever it looks like', async () => {
    const pieces = [
      '"',
      '\\',
      '|',
      '`',
      '[',
      ']',
      '$',
      "'",
      '\n',
      ',',
      ')',
      '*',
      ' outputlookup x ',
      '\\"',
      '``',
      'é',
    ];
    const text = fc.array(fc.constantFrom(...pieces, 'a', ' OR ', '`comment("x")`'), {
      minLength: 1,
      maxLength: 12,
    });
    const reasons = text.map((parts) => `why ${parts.join('')}.`);
    await fc.assert(
      fc.asyncProperty(reasons, reasons, async (reason, ticket) => {
        const app = openApp();
        await app.form({ reason, ticket }, ticket);
        const kept = await app.kept();
        expect(kept).toHaveLength(1);
        // Control characters reach Splunk as an escape of JSON, which its texts do not know.
        const shown = (value: string): string => value.replaceAll('\n', '\\n');
        expect([kept[0]!['reason'], kept[0]!['ticket'], kept[0]!['author']]).toEqual(
          [reason, ticket, ticket].map(shown),
        );
      }),
      { numRuns: 30 },
    );
  });
});

test('the latest word on an event and scope holds until it expires or is revoked', async () => {
  const app = openApp();
  await app.form({ verdict: 'unsure' });
  app.later(60);
  await app.form({ verdict: 'attack', expires_in: '7d' });
  await app.form({ scope: 'event', verdict: 'benign', expires_in: 'never' });
  const verdicts = async (): Promise<unknown[]> =>
    (await app.search('| `sidecar_feedback_current` | sort 0 scope')).map((row) => row['verdict']);
  expect(await verdicts()).toEqual(['attack', 'benign']);
  app.later(60);
  await app.form({ scope: 'event', verdict: 'revoked' });
  expect(await verdicts()).toEqual(['attack']);
  app.later(8 * 86_400);
  expect(await verdicts()).toEqual([]);
});

describe('the audit trail', () => {
  const audit = 'Sidecar - Audit verdicts';
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
  const trail = (app: ReturnType<typeof openApp>): Promise<Row[]> =>
    app.search('| inputlookup auth_feedback_audit_lookup | sort 0 number');

  test('holds every verdict once, each tied to the one before by its hash, here and in the summary index', async () => {
    const app = openApp();
    await app.form();
    await app.form({ reason: 'said "again" \\ by ümläut' });
    await app.runSaved(audit);
    app.later(300);
    await app.form({ verdict: 'attack' });
    await app.runSaved(audit);
    await app.runSaved(audit);
    const records = await trail(app);
    expect(records.map(({ number }) => number)).toEqual([1, 2, 3]);
    let before = '0';
    for (const { record, previous_hash, hash } of records) {
      expect(previous_hash).toBe(before);
      before = sha256(before + String(record));
      expect(hash).toBe(before);
    }
    const kept = await app.kept();
    expect(records.map(({ record }) => (JSON.parse(String(record)) as Row)['feedback_id']).sort()).toEqual(
      kept.map(({ feedback_id }) => feedback_id).sort(),
    );
    expect(app.environment.written.map(({ index, source }) => [index, source])).toEqual(
      Array.from({ length: 3 }, () => [options.summaryIndex, 'sidecar_feedback_audit']),
    );
    expect(await app.runSaved('Sidecar - Audit trail broken')).toEqual([]);
  });

  it.for([
    ['changed', '| eval record=if(number=2,replace(record,"attack","benign"),record)', 2, /changed after/],
    ['removed from the trail', '| where number!=2', 3, /missing/],
    ['removed from the verdicts', '|| where verdict!="attack"', 2, /removed from auth_feedback/],
    [
      'changed in the verdicts',
      '|| eval expires_at=if(verdict="attack","",expires_at)',
      2,
      /changed in auth_feedback/,
    ],
    [
      'put in between',
      '| eval previous_hash=if(number=3,"0",previous_hash), hash=if(number=3,sha256("0".record),hash)',
      3,
      /does not follow/,
    ],
  ] as const)('tells a record that was %s', async ([, tampering, number, fault]) => {
    const app = openApp();
    for (const verdict of ['benign', 'attack', 'unsure']) {
      await app.form({ verdict });
      await app.runSaved(audit);
      app.later(60);
    }
    if (tampering.startsWith('|| '))
      await app.search(
        `| inputlookup auth_feedback_lookup ${tampering.slice(1)} | outputlookup auth_feedback_lookup`,
      );
    else
      await app.search(
        `| inputlookup auth_feedback_audit_lookup ${tampering} | outputlookup auth_feedback_audit_lookup`,
      );
    const found = await app.runSaved('Sidecar - Audit trail broken');
    expect(found[0]).toMatchObject({ number });
    expect(found[0]!['fault']).toMatch(fault);
  });

  test('adds more verdicts than fit into one search with the next', async () => {
    const app = openApp();
    const many = Array.from({ length: 103 }, (_, i) => `reason ${i}`);
    for (const reason of many) await app.form({ reason }, 'ann', ['written']);
    await app.runSaved(audit);
    expect(await trail(app)).toHaveLength(100);
    await app.runSaved(audit);
    expect(await trail(app)).toHaveLength(103);
    expect(await app.runSaved('Sidecar - Audit trail broken')).toEqual([]);
  });
});
