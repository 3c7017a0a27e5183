import { describe, expect, it } from 'vitest';
import {
  createMemoryEnvironment,
  createSearchEngine,
  rowsOf,
  SplError,
  type MemoryLookup,
} from '../src/index.ts';
import { runSearch } from './run-search.ts';

const prices: MemoryLookup = {
  rows: [
    { Code: 'A', product_name: 'Mediocre Kingdoms', price: '24.99' },
    { Code: 'B', product_name: 'Dream Crusher', price: '39.99' },
  ],
};
const groups: MemoryLookup = {
  rows: [
    { user: 'ann', group: 'red', level: '1' },
    { user: 'bob', group: 'blue', level: '2' },
    { user: 'ann', group: 'green', level: '3' },
  ],
};
const enrich = (csv: string, lookup: string, lookups: Record<string, MemoryLookup>): Promise<object[]> =>
  runSearch(`| makeresults format=csv data="${csv}" | lookup ${lookup}`, { lookups });

describe('lookup (Search Reference, lookup)', () => {
  it.for([
    {
      name: 'the basic example',
      csv: 'local_user\nbob',
      lookup: 'groups user as local_user OUTPUT group as user_group',
      rows: [{ local_user: 'bob', user_group: 'blue' }],
    },
    {
      name: 'the extended example',
      csv: 'Code,count\nB,5\nF,1',
      lookup: 'prices Code OUTPUTNEW product_name',
      rows: [
        { Code: 'B', count: '5', product_name: 'Dream Crusher' },
        { Code: 'F', count: '1' },
      ],
    },
    {
      name: 'all fields that are not matched, without OUTPUT',
      csv: 'Code\nA',
      lookup: 'prices Code',
      rows: [{ Code: 'A', product_name: 'Mediocre Kingdoms', price: '24.99' }],
    },
    {
      name: 'several matches, as several values',
      csv: 'user\nann',
      lookup: 'local=true groups user OUTPUT group, level AS n',
      rows: [{ user: 'ann', group: ['red', 'green'], n: ['1', '3'] }],
    },
    {
      name: 'several fields to match',
      csv: 'user,level\nann,3\nann,2',
      lookup: 'groups user, level OUTPUT group',
      rows: [
        { user: 'ann', level: '3', group: 'green' },
        { user: 'ann', level: '2' },
      ],
    },
    {
      name: 'OUTPUT that overwrites, also with nothing',
      csv: 'user,group\nbob,old\nzoe,old',
      lookup: 'groups user OUTPUT group',
      rows: [{ user: 'bob', group: 'blue' }, { user: 'zoe' }],
    },
    {
      name: 'OUTPUTNEW that leaves alone what is there',
      csv: 'user,group\nbob,old\nbob,',
      lookup: 'groups user OUTPUTNEW group',
      rows: [
        { user: 'bob', group: 'old' },
        { user: 'bob', group: 'blue' },
      ],
    },
    { name: 'case', csv: 'user\nANN', lookup: 'groups user OUTPUT group', rows: [{ user: 'ANN' }] },
  ])('gives $name', async ({ csv, lookup, rows }) => {
    expect(await enrich(csv, lookup, { prices, groups })).toEqual(rows);
  });

  it('matches the values of a field one by one', async () => {
    const events = [{ raw: { who: ['ann', 'bob'] } }];
    const search = 'search * | rename who{} AS who | lookup groups user AS who OUTPUT group | table group';
    expect(await runSearch(search, { events, lookups: { groups } })).toEqual([
      { group: ['red', 'blue', 'green'] },
    ]);
  });

  it.for([
    { name: 'case_sensitive_match=false', settings: { isCaseSensitive: false }, user: 'BOB', group: 'blue' },
    { name: 'max_matches', settings: { maxMatches: 1 }, user: 'ann', group: 'red' },
    {
      name: 'min_matches and default_match',
      settings: { minMatches: 1, defaultMatch: 'none' },
      user: 'zoe',
      group: 'none',
    },
    {
      name: 'default_match up to min_matches',
      settings: { minMatches: 2, defaultMatch: 'none' },
      user: 'bob',
      group: ['blue', 'none'],
    },
    {
      name: 'default_match alone, which does nothing',
      settings: { defaultMatch: 'none' },
      user: 'zoe',
      group: undefined,
    },
  ])('obeys $name', async ({ settings, user, group }) => {
    const found = await enrich(`user\n${user}`, 'groups user OUTPUT group', {
      groups: { ...groups, ...settings },
    });
    expect(found).toEqual([group === undefined ? { user } : { user, group }]);
  });

  it('matches wildcards and networks in the order of the table', async () => {
    const lookups: Record<string, MemoryLookup> = {
      kinds: {
        matchTypes: { user: 'wildcard' },
        maxMatches: 1,
        rows: [
          { user: 'svc_*', kind: 'service' },
          { user: '*', kind: 'person' },
        ],
      },
      // Example 2: IPv6 CIDR match
      nets: {
        matchTypes: { ip: 'cidr' },
        rows: [
          { ip: '2001:0db8:ffff:ffff:ffff:ffff:ffff:ff00/120', expected: 'true' },
          { ip: '10.0.0.0/8', expected: 'ten' },
        ],
      },
    };
    expect(await enrich('user\nsvc_web\nann', 'kinds user OUTPUT kind', lookups)).toEqual([
      { user: 'svc_web', kind: 'service' },
      { user: 'ann', kind: 'person' },
    ]);
    const addresses = 'ip\n2001:0db8:ffff:ffff:ffff:ffff:ffff:ff99\n10.9.8.7\n11.0.0.1';
    const found = await enrich(addresses, 'nets ip OUTPUT expected', lookups);
    expect(found.map((row) => (row as { expected?: string }).expected)).toEqual(['true', 'ten', undefined]);
  });

  it.for([
    {
      lookup: 'nosuch user',
      text: "Error in 'lookup' command: Could not construct lookup 'nosuch, user'. See search.log for more details.",
    },
    {
      lookup: 'nosuch a AS b OUTPUT c',
      text: "Error in 'lookup' command: Could not construct lookup 'nosuch, a as b, OUTPUT, c'. See search.log for more details.",
    },
    {
      lookup: 'groups nosuch',
      text: "Error in 'lookup' command: Cannot find the source field 'nosuch' in the lookup table 'groups'.",
    },
    {
      lookup: 'groups user OUTPUT nosuch',
      text: "Error in 'lookup' command: Cannot find the destination field 'nosuch' in the lookup table 'groups'.",
    },
  ])('finds out as it runs: $lookup', async ({ lookup, text }) => {
    const environment = createMemoryEnvironment({ lookups: { groups } });
    const prepared = createSearchEngine(environment).prepare(`| makeresults | lookup ${lookup}`);
    await expect(rowsOf(prepared.run())).rejects.toThrow(new SplError(text));
  });
});

describe('inputlookup (Search Reference, inputlookup)', () => {
  const customers: MemoryLookup = {
    rows: [
      { CustID: 400, CustName: 'Paul' },
      { CustID: 501, CustName: 'Pia' },
      { CustID: 502, CustName: 'Quentin' },
      { CustID: 503, CustName: 'Petra' },
    ],
  };
  it.for([
    { search: 'customers', names: 'Paul Pia Quentin Petra' },
    { search: 'customers where (CustID>500) AND (CustName="P*")', names: 'Pia Petra' },
    { search: 'customers WHERE CustName=paul', names: 'Paul' },
    { search: 'start=1 max=2 customers', names: 'Pia Quentin' },
    { search: 'customers max=1 where CustID>500', names: 'Pia' },
    { search: 'append=f customers start=3', names: 'Petra' },
    { search: 'nosuch.csv', names: '' },
  ])('$search', async ({ search, names }) => {
    const rows = await runSearch(`| inputlookup ${search}`, { lookups: { customers } });
    expect(rows.map((row) => row['CustName'])).toEqual(names.split(' ').filter(Boolean));
  });

  it('appends to what is there', async () => {
    const rows = await runSearch('| makeresults | inputlookup append=t customers where CustID=400', {
      lookups: { customers },
    });
    expect(rows).toEqual([{ _time: 0 }, { CustID: 400, CustName: 'Paul' }]);
  });

  it.for([
    { search: 'nosuch', text: "The lookup table 'nosuch' requires a .csv or KV store lookup definition." },
    {
      search: 'strict=true nosuch.csv',
      text: "The lookup table 'nosuch.csv' requires a .csv or KV store lookup definition.",
    },
  ])('finds out as it runs: $search', async ({ search, text }) => {
    await expect(runSearch(`| inputlookup ${search}`)).rejects.toThrow(
      new SplError(`Error in 'inputlookup' command: ${text}`),
    );
  });

  it.for([
    ['', 'A lookup table name is required.'],
    ['a b', "Invalid argument: 'b'"],
    ['a foo=1', "Invalid argument: 'foo=1'"],
    ['a max=x', "Invalid option value. Expecting a '32-bit integer' for option 'max'. Instead got 'x'."],
  ])('refuses "%s"', async ([search, text]) => {
    await expect(runSearch(`| inputlookup ${search}`)).rejects.toThrow(
      new SplError(`Error in 'inputlookup' command: ${text}`),
    );
  });
});

describe('outputlookup (Search Reference, outputlookup)', () => {
  const first: MemoryLookup = {
    fields: ['k', 'v'],
    rows: [
      { k: '1', v: 'old' },
      { k: '2', v: 'old' },
    ],
  };
  it.for([
    { options: 'kept', after: ['1 new', '3 new'] },
    { options: 'append=true kept', after: ['1 old', '2 old', '1 new', '3 new'] },
    { options: 'key_field=k kept', after: ['2 old', '1 new', '3 new'] },
    { options: 'append=false key_field=k kept', after: ['1 new', '3 new'] },
    {
      options: 'append=t key_field=k createinapp=true create_context=app kept',
      after: ['2 old', '1 new', '3 new'],
    },
    { options: 'max=1 kept', after: ['1 new'] },
  ])('$options', async ({ options, after }) => {
    const environment = createMemoryEnvironment({ lookups: { kept: first } });
    const data = '| makeresults format=csv data="k,v,w\n1,new,x\n3,new,y"';
    const passed = await runSearch(`${data} | outputlookup ${options}`, environment);
    expect(passed).toHaveLength(2);
    const rows = await runSearch('| inputlookup kept', environment);
    expect(rows.map((row) => Object.values(row).join(' '))).toEqual(after);
  });

  it.for([
    { options: 'kept', left: 0 },
    { options: 'kept override_if_empty=false', left: 2 },
    { options: 'kept append=true', left: 2 },
  ])('without rows: $options', async ({ options, left }) => {
    const environment = createMemoryEnvironment({ lookups: { kept: first } });
    await runSearch(`search nothing | outputlookup ${options}`, environment);
    expect(await runSearch('| inputlookup kept', environment)).toHaveLength(left);
  });

  it('writes all rows, however few are read after it', async () => {
    const environment = createMemoryEnvironment({ lookups: { kept: first } });
    await runSearch('| makeresults count=2000 | outputlookup append=true kept | head 1', environment);
    expect(await runSearch('| inputlookup kept', environment)).toHaveLength(2002);
  });

  it.for([
    ['kept foo=1', "Invalid argument: 'foo=1'"],
    [
      'kept createinapp=sometimes',
      "Invalid option value. Expecting a 'boolean' for option 'createinapp'. Instead got 'sometimes'.",
    ],
    ['append=true', 'A lookup table name is required.'],
    ['nosuch', "The lookup table 'nosuch' does not exist or is not available."],
  ])('refuses %s', async ([options, text]) => {
    await expect(runSearch(`| makeresults | outputlookup ${options}`)).rejects.toThrow(
      new SplError(`Error in 'outputlookup' command: ${text}`),
    );
  });
});
