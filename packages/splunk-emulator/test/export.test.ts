import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../src/index.ts';
import { callSplunk, exportRows } from './call-splunk.ts';

let splunk: Emulator;
const start = Date.parse('2026-01-01T00:00:00Z') / 1000;
beforeAll(async () => {
  splunk = await startEmulator({ now: () => (start + 86_400) * 1000 });
  await splunk.addEvents(
    'logons',
    'app:json',
    Array.from({ length: 48 }, (_, i) => ({
      TimeCreated: new Date((start + i * 1800) * 1000).toISOString(),
      user: `user${i % 4}`,
      action: i % 3 === 0 ? 'failure' : 'success',
      signature_id: 4624 + (i % 2),
      groups: i % 2 === 0 ? ['a', 'b'] : ['a'],
    })),
  );
  await splunk.addEvents('main', 'syslog', [
    '2026-01-01T06:00:00Z sshd: Failed password user="O\'Brien \\"Bob\\"" src=10.0.0.9',
    '2026-01-01T07:00:00Z sshd: C:\\Windows\\cmd.exe opened [x] | done',
  ]);
});
afterAll(() => splunk.close());

describe('the JSON stream', () => {
  it('sends events newest first, one object a line, lastrow on the last alone', async () => {
    const { lines, rows } = await exportRows(splunk, 'search index=logons');
    expect(rows).toHaveLength(48);
    expect(lines[0]).toMatch(/^\{"preview":false,"offset":0,"result":\{/);
    expect(lines.at(-1)).toMatch(/^\{"preview":false,"offset":47,"lastrow":true,"result":\{/);
    expect(lines.filter((line) => line.includes('lastrow'))).toHaveLength(1);
    expect(rows[0]!['_time']).toBe('2026-01-01 23:30:00.000 GMT');
    expect(rows[47]!['_time']).toBe('2026-01-01 00:00:00.000 GMT');
  });

  it('contains blank lines', async () => {
    const { answer } = await exportRows(splunk, 'search index=logons');
    expect(answer.text).toContain('\n\n');
  });

  it('returns the default fields, the raw event, and extracted fields only when the search names them', async () => {
    const plain = await exportRows(splunk, 'search index=logons | head 1');
    expect(Object.keys(plain.rows[0]!)).toEqual(
      expect.arrayContaining(['_raw', '_time', '_cd', '_bkt', 'host', 'source', 'sourcetype', 'index']),
    );
    expect(plain.rows[0]).not.toHaveProperty('user');
    const named = await exportRows(splunk, 'search index=logons user=* | head 1');
    expect(named.rows[0]).toMatchObject({ user: 'user3' });
    expect(named.rows[0]).not.toHaveProperty('action');
    const all = await exportRows(splunk, 'search index=logons | fields * | head 1');
    expect(all.rows[0]).toMatchObject({ user: 'user3', signature_id: '4625', 'groups{}': 'a' });
    const verbose = await exportRows(splunk, 'search index=logons | head 1', {
      adhoc_search_level: 'verbose',
    });
    expect(verbose.rows[0]).toMatchObject({ user: 'user3' });
  });

  it('gives every value as text and several values as an array', async () => {
    const { rows } = await exportRows(splunk, 'search index=logons | table signature_id groups{} | head 2');
    expect(rows).toEqual([
      { signature_id: '4625', 'groups{}': 'a' },
      { signature_id: '4624', 'groups{}': ['a', 'b'] },
    ]);
  });

  it('answers no rows with one line without a result', async () => {
    const { answer } = await exportRows(splunk, 'search index=logons user=nobody');
    expect(answer.text).toBe('{"preview":false,"lastrow":true}\n');
    const count = await exportRows(splunk, 'search index=nowhere | stats count');
    expect(count.lines.at(-1)).toBe('{"preview":false,"offset":0,"lastrow":true,"result":{"count":"0"}}');
  });

  it('sends a preview set before the summary, with offsets of its own', async () => {
    const { lines } = await exportRows(splunk, 'search index=logons | stats count by user');
    const parsed = lines.map((line) => JSON.parse(line));
    expect(parsed.filter((line) => line.preview).map((line) => line.offset)).toEqual([0, 1, 2, 3]);
    expect(parsed.filter((line) => line.lastrow).map((line) => line.preview)).toEqual([true, false]);
    expect(parsed.at(-1).result).toEqual({ user: 'user3', count: '12' });
  });

  it('prints times as the caller wishes', async () => {
    const { rows } = await exportRows(splunk, 'search index=logons | head 1', { output_time_format: '%s' });
    expect(rows[0]!['_time']).toBe(String(start + 47 * 1800));
    const { answer } = await exportRows(splunk, 'search index=logons', { output_time_format: '<%s>' });
    expect(answer.status).toBe(400);
  });
});

describe('windows', () => {
  it.for([
    { earliest: String(start), latest: String(start + 1800), rows: 1 },
    { earliest: '2026-01-01T01:00:00.000+00:00', latest: '2026-01-01T02:00:00.000+00:00', rows: 2 },
    { earliest: '-1h@h', latest: 'now', rows: 2 },
    { earliest: '-90d', latest: 'now', rows: 48 },
    { earliest: 'now', latest: '+1d', rows: 0 },
  ])('takes [$earliest, $latest) as half open', async ({ earliest, latest, rows }) => {
    const found = await exportRows(splunk, 'search index=logons', {
      earliest_time: earliest,
      latest_time: latest,
    });
    expect(found.rows).toHaveLength(rows);
  });

  it('lets modifiers in the search win over the parameters', async () => {
    const found = await exportRows(splunk, `search index=logons earliest=${start} latest=${start + 3600}`, {
      earliest_time: '-1h',
    });
    expect(found.rows).toHaveLength(2);
  });

  it('selects by index time', async () => {
    const seen = await exportRows(splunk, 'search index=logons', {
      index_earliest: '@d',
      index_latest: '+1s',
    });
    expect(seen.rows).toHaveLength(48);
    const later = await exportRows(splunk, 'search index=logons _index_earliest=+1s');
    expect(later.rows).toHaveLength(0);
  });
});

describe('the search language', () => {
  it.for([
    { search: 'search index = logons sourcetype = app:json', rows: 48 },
    { search: 'search index=logons user=USER1', rows: 12 },
    { search: 'search index=logons user="user1" OR user=user2', rows: 24 },
    { search: 'search index=logons action=failure user=user1 OR user=user2', rows: 8 },
    { search: 'search index=logons (action=failure user=user1) OR user=user2', rows: 16 },
    { search: 'search index=logons NOT user=user1', rows: 36 },
    { search: 'search index=logons user!=user1', rows: 36 },
    { search: 'search index=logons nothing!=x', rows: 0 },
    { search: 'search index=logons NOT nothing=x', rows: 48 },
    { search: 'search index=logons user=us*1', rows: 12 },
    { search: 'search index=logons user IN (user1, "user3")', rows: 24 },
    { search: 'search index=logons signature_id>=4625', rows: 24 },
    { search: 'search index=logons groups{}=b', rows: 24 },
    { search: 'search index=log* user2', rows: 12 },
    { search: 'search index=logons user', rows: 48 },
    { search: 'search index=logons use', rows: 0 },
    { search: 'search "failed password"', rows: 1 },
    { search: 'search user="O\'Brien \\"Bob\\""', rows: 1 },
    { search: 'search "C:\\\\Windows\\\\cmd.exe"', rows: 1 },
    { search: 'search "[x] | done"', rows: 1 },
    { search: 'search index=* sshd', rows: 2 },
    { search: 'search index=logons | search user=user1 | head 3', rows: 3 },
    { search: '| search index=logons', rows: 48 },
  ])('$search finds $rows', async ({ search, rows }) => {
    expect((await exportRows(splunk, search)).rows).toHaveLength(rows);
  });

  it('sorts by time at the store and by fields in memory', async () => {
    const oldest = await exportRows(splunk, 'search index=logons | sort 0 _time | head 1 | table _time');
    expect(oldest.rows).toEqual([{ _time: '2026-01-01 00:00:00.000 GMT' }]);
    const sorted = await exportRows(
      splunk,
      'search index=logons | sort 2 - user, + _time | table user _time',
    );
    expect(sorted.rows).toEqual([
      { user: 'user3', _time: '2026-01-01 01:30:00.000 GMT' },
      { user: 'user3', _time: '2026-01-01 03:30:00.000 GMT' },
    ]);
  });

  it('counts, and knows a few other statistics', async () => {
    const { rows } = await exportRows(
      splunk,
      'search index=logons | stats count dc(user) as users min(signature_id) avg(signature_id) values(action) by groups{}',
    );
    expect(rows).toEqual([
      {
        'groups{}': 'a',
        count: '48',
        users: '4',
        'min(signature_id)': '4624',
        'avg(signature_id)': '4624.5',
        'values(action)': ['failure', 'success'],
      },
      {
        'groups{}': 'b',
        count: '24',
        users: '2',
        'min(signature_id)': '4624',
        'avg(signature_id)': '4624',
        'values(action)': ['failure', 'success'],
      },
    ]);
  });

  it('keeps internal fields through fields, drops those named after a minus', async () => {
    const { rows } = await exportRows(splunk, 'search index=logons | fields user | fields - _* | head 1');
    expect(rows).toEqual([{ user: 'user3' }]);
  });

  it.for([
    { search: 'index=logons', text: "Unknown search command 'index'." },
    { search: 'search index=logons | nosuch a=1', text: "Unknown search command 'nosuch'." },
    {
      search: 'search index=logons | stats nosuch(x)',
      text: "Error in 'stats' command: The argument 'nosuch(x)' is invalid.",
    },
    {
      search: 'search (a=1',
      text: "Error in 'search' command: Unable to parse the search: unbalanced parentheses.",
    },
    {
      search: 'search a=1)',
      text: "Error in 'search' command: Unable to parse the search: unbalanced parentheses.",
    },
    {
      search: 'search a=',
      text: "Error in 'search' command: Unable to parse the search: Comparator '=' is missing a term on the right hand side.",
    },
    { search: 'search "a', text: 'Unbalanced quotes.' },
    { search: 'search earliest=yesterday', text: 'Invalid earliest_time.' },
    { search: 'search earliest=5 latest=4', text: 'latest_time must be after earliest_time.' },
  ])('refuses $search by name', async ({ search, text }) => {
    const { answer } = await exportRows(splunk, search);
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({ messages: [{ type: 'FATAL', text }] });
  });

  it('treats field names as names only, whatever they are', async () => {
    await splunk.addEvents('odd', 'app:json', ['{"time":1,"constructor":"b"}']);
    const { lines } = await exportRows(splunk, 'search index=odd | table __proto__ constructor toString');
    expect(lines.at(-1)).toContain('"result":{"constructor":"b"}');
    const { rows } = await exportRows(splunk, 'search index=odd | stats count by toString');
    expect(rows).toEqual([]);
  });
});

describe('routes', () => {
  it('takes POST only', async () => {
    const answer = await callSplunk(
      splunk,
      'GET',
      '/services/search/v2/jobs/export?search=x&output_mode=json',
    );
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('POST');
    expect(answer.json).toEqual({ messages: [{ type: 'FATAL', text: 'The method is not allowed.' }] });
  });

  it('serves v1 and namespaced paths, with parameters in the query', async () => {
    for (const path of ['/services/search/jobs/export', '/servicesNS/admin/search/search/v2/jobs/export/']) {
      const answer = await callSplunk(
        splunk,
        'POST',
        `${path}?output_mode=json&search=search%20index%3Dlogons%7Chead%201`,
      );
      expect(answer.text).toContain('"offset":0,"lastrow":true');
    }
  });

  it('says what is missing without a search', async () => {
    const answer = await callSplunk(splunk, 'POST', '/services/search/v2/jobs/export', {
      form: { output_mode: 'json' },
    });
    expect(answer.json.messages[0].text).toMatch(/^The required 'search' parameter for the Splunk platform/);
  });

  it.for([
    { mode: 'csv', text: 'user,"signature_id"\nuser3,4625\n', type: 'text/csv' },
    { mode: 'xml', text: "<results preview='0'>", type: 'text/xml; charset=UTF-8' },
  ])('prints $mode', async ({ mode, text, type }) => {
    const answer = await callSplunk(splunk, 'POST', '/services/search/v2/jobs/export', {
      form: { search: 'search index=logons | head 1 | table user signature_id', output_mode: mode },
    });
    expect(answer.text).toContain(text);
    expect(answer.headers.get('content-type')).toBe(type);
  });

  it('prints raw events, and refusals in XML by default', async () => {
    const raw = await callSplunk(splunk, 'POST', '/services/search/v2/jobs/export', {
      form: { search: 'search sshd | head 1', output_mode: 'raw' },
    });
    expect(raw.text).toBe('2026-01-01T07:00:00Z sshd: C:\\Windows\\cmd.exe opened [x] | done\n');
    const refused = await callSplunk(splunk, 'POST', '/services/search/v2/jobs/export', {
      form: { search: 'x' },
    });
    expect(refused.text).toContain(`<msg type="FATAL">Unknown search command 'x'.</msg>`);
  });

  it('echoes Connection: close', async () => {
    const { request } = await import('node:http');
    const header = await new Promise((resolve) => {
      request(`${splunk.baseUrl}/services/server/info`, { headers: { connection: 'close' } }, (response) => {
        response.resume();
        resolve(response.headers.connection);
      }).end();
    });
    expect(header).toBe('Close');
  });
});

it('sorts only 10,000 rows unless told otherwise', async () => {
  await using many = await startEmulator();
  await many.addEvents(
    'main',
    's',
    Array.from({ length: 10_001 }, (_, i) => ({ time: i, n: i })),
  );
  const count = async (sort: string): Promise<unknown> =>
    (await exportRows(many, `search index=main | ${sort} | stats count max(n)`)).rows[0];
  expect(await count('sort n')).toEqual({ count: '10000', 'max(n)': '9999' });
  expect(await count('sort 0 n')).toEqual({ count: '10001', 'max(n)': '10000' });
});
