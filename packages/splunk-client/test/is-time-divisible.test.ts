import { expect, test } from 'vitest';
import { isTimeDivisible } from '../src/index.ts';

test.for([
  'index = ml_sidecar sourcetype = ml:sidecar:json',
  'search index=auth user=alice OR (user=bob AND action!=success)',
  'index=auth user="a | stats count"',
  'index=auth user="a \\" | head 3"',
  'index=auth | eval t=_time, x=if(a="[b]",1,0) | where x>1 | rex "(?<u>.*)" | fields t user | table t user',
  'index=auth ``` | head 5 ``` | rename a AS b',
  'index=auth _index_earliest=-1d earliest_seen=5',
  'index=auth | lookup assets ip AS src OUTPUT owner | spath',
])('a time may be divided for %s', (search) => expect(isTimeDivisible(search)).toBe(true));

test.for([
  '',
  'index=auth | head 1000',
  'index=auth | stats count by user',
  'index=auth | dedup user',
  'index=auth | sort 0 _time',
  'index=auth | fields user | tail 5',
  'index=auth | streamstats count',
  'index=auth |',
  'index=auth earliest=-7d',
  'index=auth (LATEST = now)',
  'index=auth starttime=10/01/2026:00:00:00',
  'index=auth startdaysago=3',
  'index=auth [search index=x | fields user]',
  'index=auth | append [search index=x]',
  '`cim_Authentication_indexes` tag=authentication',
  'index=auth | `my_macro`',
  'index=auth user="open',
  '| tstats count where index=auth by user',
  '| inputlookup a.csv',
  'tstats count where index=auth',
  'index=auth | search2 x',
])('a time may not be divided for %s', (search) => expect(isTimeDivisible(search)).toBe(false));
