import { expect, it } from 'vitest';
import { inspectApp } from '../../src/lint/inspected-app.ts';
import { packageOfFiles } from '../../src/lint/package/package-of-files.ts';
import { unknownFields } from '../../src/lint/search/unknown-fields.ts';

const app = inspectApp(
  packageOfFiles(
    [
      {
        path: 'default/transforms.conf',
        content: '[t]\ncollection = t\nfields_list = _key, user, score, end\n',
      },
      {
        path: 'default/macros.conf',
        content: '[later(1)]\nargs = f\ndefinition = strptime($f$, "%Y nothing")\n',
      },
    ],
    { name: 'a' },
  ),
);

it.for([
  { search: '| inputlookup t where user="a" | where score > 1', unknown: [] },
  { search: '| inputlookup t where usr="a"', unknown: ['usr'] },
  { search: '| inputlookup t | where scor > 1 AND like(user, "x%")', unknown: ['scor'] },
  { search: '| inputlookup t | eval a=score*2, b=a+1 | where b > a', unknown: [] },
  { search: '| inputlookup t | eval b=a+1, a=score', unknown: ['a'] },
  { search: '| inputlookup t | eval c=user.end." text", d=\'score\'', unknown: [] },
  {
    search: "| inputlookup t | stats count AS n max(score) BY user | where n > 1 AND 'max(score)' > 2",
    unknown: [],
  },
  {
    search: '| inputlookup t | stats count(eval(score>risk)) AS n BY user | table n, end',
    unknown: ['risk', 'end'],
  },
  { search: '| inputlookup t | eventstats avg(score) AS mean BY kind | table score mean', unknown: ['kind'] },
  { search: '| inputlookup t | rename score AS points | sort 0 -points, score', unknown: ['score'] },
  { search: '| inputlookup t | fields user, end | dedup 2 user | table score', unknown: ['score'] },
  { search: '| inputlookup t | where `later(ends)` > 1', unknown: ['ends'] },
  { search: '| inputlookup t | search [| inputlookup t | fields usr] | table user', unknown: ['usr'] },
  { search: '| inputlookup t | spath input=user | table anything', unknown: [] },
  { search: 'search index=x | table anything', unknown: [] },
])('of $search are $unknown', ({ search, unknown }) => {
  expect(unknownFields(app, search)).toEqual(unknown);
});
