import { expect, it, test } from 'vitest';
import { searchText } from '../src/search-text.ts';

test.for([
  [
    'index = ml_sidecar sourcetype = ml:sidecar:json',
    'search index = ml_sidecar sourcetype = ml:sidecar:json',
  ],
  ['  index=main\n| head 3 ', 'search index=main\n| head 3'],
  ['search index=main', 'search index=main'],
  ['SEARCH index=main', 'SEARCH index=main'],
  ['search', 'search'],
  ['| tstats count', '| tstats count'],
  ['tstats count where index=main', 'tstats count where index=main'],
  ['multisearch [search a] [search b]', 'multisearch [search a] [search b]'],
  ['from="alice" index=main', 'search from="alice" index=main'],
  ['from = alice', 'search from = alice'],
  ['searching for trouble', 'search searching for trouble'],
  ['alice', 'search alice'],
  ['(index=a OR index=b)', 'search (index=a OR index=b)'],
  ['`auth_events` user=alice', 'search `auth_events` user=alice'],
  ['[search index=a | return 1 user]', 'search [search index=a | return 1 user]'],
  ['``` what it does ``` | makeresults', '| makeresults'],
  ['``` what it does ``` index=main', 'search ``` what it does ``` index=main'],
])('sends %j as %j', ([spl, expected]) => {
  expect(searchText(spl!)).toBe(expected);
});

it('refuses an empty search', () => {
  expect(() => searchText(' \n')).toThrow(
    new RangeError('search is empty, expected SPL such as: index=main sourcetype=auth'),
  );
});
