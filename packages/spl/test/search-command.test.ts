import { describe, expect, it } from 'vitest';
import { createMemoryEnvironment, createSearchEngine, SplError, type MemoryOptions } from '../src/index.ts';
import { runSearch } from './run-search.ts';

/** Values of `id` of what a search finds. */
async function idsOf(search: string, options: MemoryOptions): Promise<unknown[]> {
  return (await runSearch(`search ${search} | sort 0 id | table id`, options)).map(({ id }) => id);
}

const event = (id: number, fields: object): { time: number; raw: object } => ({
  time: id,
  raw: { id, ...fields },
});

describe('the search command (Search Reference, search)', () => {
  it.for([
    // Example 1
    { search: 'src="10.9.165.*" OR dst="10.9.165.8"', ids: ['1', '2'] },
    // Example 2
    { search: '(code=10 OR code=29) host!="localhost" xqp>5', ids: ['3'] },
    { search: 'code IN(10, 29) host!="localhost" xqp>5', ids: ['3'] },
    // Boolean expressions: OR before AND, NOT before both.
    { search: 'code=10 xqp=9 OR xqp=1', ids: ['3', '4'] },
    { search: 'NOT code=10 OR code=29 id>2', ids: ['5', '6', '7', '8'] },
    // CIDR matching
    { search: 'ip="10.10.10.0/24"', ids: ['6', '8'] },
    { search: 'ip!="10.10.10.0/24"', ids: ['7'] },
    // "Comparison expressions with = compare string values: 1 does not match 1.0."
    { search: 'xqp=9.0', ids: [] },
    { search: 'xqp>=9.0', ids: ['3'] },
    { search: 'word<"b"', ids: ['6'] },
    { search: 'word=APPLE', ids: ['6'] },
    { search: 'word=CASE(APPLE)', ids: [] },
    { search: 'word=CASE(Apple)', ids: ['6'] },
    { search: 'code IN (2*, 500)', ids: ['5'] },
    // The difference between NOT and !=
    { search: 'code!=10', ids: ['5'] },
    { search: 'NOT code=10', ids: ['1', '2', '5', '6', '7', '8'] },
    { search: 'list{}=b', ids: ['8'] },
    { search: 'list{}!=b', ids: [] },
    { search: '"field name"=x', ids: ['7'] },
    { search: '*', ids: ['1', '2', '3', '4', '5', '6', '7', '8'] },
    { search: '', ids: ['1', '2', '3', '4', '5', '6', '7', '8'] },
  ])('$search', async ({ search, ids }) => {
    const events = [
      event(1, { src: '10.9.165.1' }),
      event(2, { src: '1.1.1.1', dst: '10.9.165.8' }),
      { ...event(3, { code: 10, xqp: 9 }), host: 'h' },
      event(4, { code: 10, xqp: 1 }),
      event(5, { code: 29 }),
      event(6, { ip: '10.10.10.12', word: 'Apple' }),
      event(7, { ip: '50.10.10.17', word: 'b', 'field name': 'x' }),
      event(8, { ip: '10.10.10.23', list: ['a', 'b'] }),
    ];
    expect(await idsOf(search, { events })).toEqual(ids);
  });

  it.for([
    { search: 'error', found: true },
    { search: 'ERR*', found: true },
    { search: 'err', found: false },
    { search: '"disk error"', found: true },
    { search: '"error disk"', found: false },
    { search: '10.0.0.1', found: true },
    { search: 'TERM(10.0.0.1)', found: true },
    { search: 'TERM(10.0.0)', found: false },
    { search: 'TERM(10.0.*)', found: true },
    { search: 'CASE(Error)', found: true },
    { search: 'CASE(error)', found: false },
    { search: 'error "AND"', found: false },
    { search: 'user="O\'Brien \\"Bob\\""', found: true },
    { search: '"C:\\\\temp"', found: true },
    { search: '"a | b"', found: true },
    { search: 'a\\|b', found: false },
  ])('finds words in the raw text: $search', async ({ search, found }) => {
    const raw = 'Disk Error at 10.0.0.1, user="O\'Brien \\"Bob\\"" C:\\temp a | b';
    expect(await runSearch(`search ${search}`, { events: [{ raw }] })).toHaveLength(found ? 1 : 0);
  });

  it.for([
    { search: 'index=*', found: ['main', 'win'] },
    { search: 'index=* OR index=_*', found: ['_internal', 'main', 'win'] },
    { search: 'index IN (*, _internal)', found: ['_internal', 'main', 'win'] },
    { search: 'index=_*', found: ['_internal'] },
    { search: 'index!=main', found: ['_internal', 'win'] },
    { search: 'index=W*', found: ['win'] },
    { search: 'x', found: ['main'] },
  ])('looks in $found for $search', async ({ search, found }) => {
    const events = ['main', 'win', '_internal'].map((index) => ({ index, raw: 'x' }));
    const rows = await runSearch(`search ${search} | sort index | table index`, { events });
    expect(rows.map(({ index }) => index)).toEqual(found);
  });

  it('takes tags and event types for their searches', async () => {
    const options: MemoryOptions = {
      events: [event(1, { signature_id: 4624 }), event(2, { signature_id: 4625 }), event(3, { x: 1 })],
      eventTypes: {
        logon: 'signature_id=4624',
        failure: 'signature_id=4625',
        any: 'eventtype=logon OR eventtype=failure',
      },
      tags: { authentication: ['logon', 'failure'] },
    };
    expect(await idsOf('tag=authentication', options)).toEqual(['1', '2']);
    expect(await idsOf('tag=authentication NOT eventtype=failure', options)).toEqual(['1']);
    expect(await idsOf('eventtype=any', options)).toEqual(['1', '2']);
    expect(await idsOf('tag=nothing', options)).toEqual([]);
    expect(() =>
      createSearchEngine(createMemoryEnvironment(options)).prepare('search eventtype=nosuch'),
    ).toThrow(new SplError("Eventtype 'nosuch' does not exist or is disabled."));
  });

  it.for([
    ['a=', "Unable to parse the search: Comparator '=' is missing a term on the right hand side."],
    ['=a', "Unable to parse the search: Comparator '=' is missing a term on the left hand side."],
    ['(a', 'Unable to parse the search: unbalanced parentheses.'],
    ['a)', 'Unable to parse the search: unbalanced parentheses.'],
    ['a OR', 'Unable to parse the search: a term is missing at the end.'],
    ['tag::host=web', "The search modifier 'tag::host' is not supported."],
    ['starttime=1/1/2026:00:00:00', "The search modifier 'starttime' is not supported."],
  ])('refuses %s', ([search, text]) => {
    const engine = createSearchEngine(createMemoryEnvironment());
    expect(() => engine.prepare(`search ${search}`)).toThrow(
      new SplError(`Error in 'search' command: ${text}`),
    );
  });
});

describe('the window of a search', () => {
  const events = Array.from({ length: 10 }, (_, i) => ({
    time: i * 60,
    indexTime: 1000 + i,
    raw: { id: i },
  }));
  const options = { events, now: 600 };

  it.for([
    { search: 'earliest=120 latest=240', ids: ['2', '3'] },
    { search: 'earliest=-3m@m', ids: ['7', '8', '9'] },
    { search: 'latest=-9m', ids: ['0'] },
    { search: '_index_earliest=1008', ids: ['8', '9'] },
    { search: '_index_latest=1002 earliest=60', ids: ['1'] },
    { search: '(earliest=0 latest=60) OR (earliest=540)', ids: ['0', '9'] },
    { search: 'NOT earliest=120', ids: ['0', '1'] },
    { search: 'id>3 earliest=1970-01-01T00:05:00 latest=01/01/1970:00:07:00', ids: ['5', '6'] },
  ])('$search', async ({ search, ids }) => {
    expect(await idsOf(search, options)).toEqual(ids);
  });

  it("is the request's unless the search says otherwise", async () => {
    const found = async (search: string): Promise<unknown[]> =>
      (await runSearch(`search ${search} | table id`, options, { earliest: '480', latest: 'now' })).map(
        ({ id }) => id,
      );
    expect(await found('id=*')).toEqual(['9', '8']);
    expect(await found('id=* earliest=420')).toEqual(['9', '8', '7']);
    // Within OR a modifier holds for its own part, and the request's bound gives way to it.
    expect(await found('(earliest=300 latest=360) OR earliest=540')).toEqual(['9', '5']);
  });

  it.for([
    ['earliest=yesterday', 'Invalid earliest_time.'],
    ['_index_latest=x', 'Invalid index_latest_time.'],
    ['earliest=5 latest=4', 'latest_time must be after earliest_time.'],
    ['a OR earliest=never', 'Invalid earliest_time.'],
  ])('refuses %s', ([search, text]) => {
    const engine = createSearchEngine(createMemoryEnvironment());
    expect(() => engine.prepare(`search ${search}`)).toThrow(new SplError(text!));
  });
});
