import { expect, test } from 'vitest';
import { commandParsers } from '../../src/commands/command-list.ts';
import { inBatches } from '../../src/commands/streaming.ts';
import { createMemoryEnvironment, createSearchEngine, type Row, rowsOf, SplError } from '../../src/index.ts';
import { runSearch } from '../run-search.ts';

const run = (search: string): Promise<Record<string, unknown>[]> =>
  runSearch(`| makeresults | fields - _time | ${search}`);

/** Rows n=1, 2, ... of fields. */
const several = (count: number, search: string): Promise<Record<string, unknown>[]> =>
  runSearch(`| makeresults count=${count} | fields - _time | streamstats count AS n | ${search}`);

test.for<[name: string, search: string, expected: Record<string, unknown>]>([
  [
    'named groups become fields',
    String.raw`eval _raw="From: a@x.net To: b@y.org" | rex "From: (?<from>\S+) To: (?<to>\S+)" | fields - _raw`,
    { from: 'a@x.net', to: 'b@y.org' },
  ],
  ["Python's way to name groups", 'eval f="ab" | rex field=f "(?P<x>a)" | fields x', { x: 'a' }],
  [
    'one match unless told',
    'eval f="a1 b2" | rex field=f "(?<l>[a-z])(?<d>\\d)" | fields l d',
    { l: 'a', d: '1' },
  ],
  [
    'max_match=0 gives all',
    'eval f="a1 b2 c3" | rex field=f max_match=0 "(?<l>[a-z])\\d" | fields l',
    { l: ['a', 'b', 'c'] },
  ],
  [
    'max_match=2 gives two',
    'eval f="a1 b2 c3" | rex field=f max_match=2 "(?<l>[a-z])\\d" | fields l',
    { l: ['a', 'b'] },
  ],
  [
    'matches that are empty come to an end',
    'eval f="ab" | rex field=f max_match=0 "(?<x>z*)(?<y>.?)" | fields y',
    { y: ['a', 'b', ''] },
  ],
  ['no match leaves a field', 'eval f="q", l="old" | rex field=f "(?<l>\\d)" | fields l', { l: 'old' }],
  [
    'a group that took no part leaves a field',
    'eval f="a", b="old" | rex field=f "(?<a>a)|(?<b>b)" | fields a b',
    { a: 'a', b: 'old' },
  ],
  [
    'offset_field has first and last place',
    'eval f="0123456789abc" | rex field=f "(?<tenchars>.{10})" offset_field=o | fields o',
    { o: '0-9' },
  ],
  [
    'flags at the beginning',
    'eval f="USER=Ann" | rex field=f "(?i)user=(?<u>\\w+)" | fields u',
    { u: 'Ann' },
  ],
  [
    'quotes in an expression are escaped',
    'eval f="say \\"hi\\"" | rex field=f "\\"(?<said>[^\\"]+)\\"" | fields said',
    { said: 'hi' },
  ],
  [
    'sed masks a card number',
    'eval ccnumber="1234-5678-9012-3456" | rex field=ccnumber mode=sed "s/(\\d{4}-){3}/XXXX-XXXX-XXXX-/g"',
    { ccnumber: 'XXXX-XXXX-XXXX-3456' },
  ],
  ['sed replaces the first match unless told', 'eval f="aaa" | rex field=f mode=sed "s/a/b/"', { f: 'baa' }],
  ['sed replaces one match by number', 'eval f="aaa" | rex field=f mode=sed "s/a/b/2"', { f: 'aba' }],
  [
    'sed knows groups and other delimiters',
    'eval f="a/b" | rex field=f mode=sed "s#(.)/(.)#\\2/\\1#"',
    { f: 'b/a' },
  ],
  ['sed y replaces characters', 'eval f="cab" | rex field=f mode=sed "y/abc/xyz/"', { f: 'zxy' }],
])('rex: %s', async ([, search, expected]) => {
  expect(await run(search)).toEqual([expected]);
});

test.for<[search: string, message: string]>([
  [
    'rex "no group"',
    'The regex does not extract anything. It should specify at least one named group. Format: (?<name>...).',
  ],
  [
    'rex "(?<a>x"',
    "Encountered the following error while compiling the regex '(?<a>x': Regex: Unterminated group.",
  ],
  [
    'rex "(?<a>(?>x))"',
    "Encountered the following error while compiling the regex '(?<a>(?>x))': Regex: atomic groups are not supported.",
  ],
  ['rex mode=sed "s/a/b"', "Failed to initialize sed. Invalid sed expression 's/a/b'."],
  [
    'rex mode=sed "y/abc/x/"',
    "Failed to initialize sed. Strings for 'y' command are different lengths: 'y/abc/x/'.",
  ],
  ['rex fields=x "(?<a>b)"', "Invalid argument: 'fields=x'"],
])('%s is refused', async ([search, message]) => {
  await expect(run(search)).rejects.toThrow(new SplError(`Error in 'rex' command: ${message}`));
});

test.for<[argument: string, kept: readonly number[]]>([
  ['f="^a"', [1]],
  ['f!="^a"', [2, 3]],
  [String.raw`_raw="\d$"`, [2]],
  [String.raw`"\d$"`, [2]],
])('regex %s keeps rows %j', async ([argument, kept]) => {
  const rows = await several(
    3,
    `eval f=case(n=1, "abc", n=2, "xbc"), _raw=if(n=2, "x1", "x") | regex ${argument}`,
  );
  expect(rows.map(({ n }) => n)).toEqual(kept);
});

const json = String.raw`eval _raw="{\"a\": {\"b\": 1.50, \"id\": 12345678901234567890}, \"tags\": [\"x\", \"y\"], \"runs\": [{\"id\": 1}, {\"id\": 2}], \"ok\": true, \"no\": null, \"e\": []}"`;

test.for<[argument: string, expected: Record<string, unknown>]>([
  [
    'spath',
    {
      'a.b': '1.50',
      'a.id': '12345678901234567890',
      'tags{}': ['x', 'y'],
      'runs{}.id': ['1', '2'],
      ok: 'true',
      no: 'null',
    },
  ],
  ['spath path=a.b', { 'a.b': '1.50' }],
  ['spath output=v path=runs{}.id', { v: ['1', '2'] }],
  ['spath output=v path=runs{1}.id', { v: '2' }],
  ['spath output=v path=a', { v: '{"b":1.50,"id":12345678901234567890}' }],
  ['spath runs{1}', { 'runs{1}': '{"id":2}' }],
  ['spath output=v path=nowhere', {}],
  ['eval copy=_raw | spath input=copy output=v path=ok | fields - copy', { v: 'true' }],
])('%s reads JSON', async ([argument, expected]) => {
  const [row] = await run(`${json} | ${argument} | fields - _raw`);
  expect(row).toEqual(expected);
});

test('spath leaves what is no JSON, and refuses paths into XML by name', async () => {
  expect(await run('eval _raw="<a/>" | spath')).toEqual([{ _raw: '<a/>' }]);
  await expect(run('spath path="a{@id}"')).rejects.toThrow(
    new SplError("Error in 'spath' command: The path 'a{@id}' is not supported: only paths into JSON are."),
  );
});

test.for<[name: string, search: string, expected: readonly Record<string, unknown>[]]>([
  [
    'mvexpand gives each value a row',
    'eval f=split("a,b,c", ","), k=1 | mvexpand f',
    [
      { f: 'a', k: 1 },
      { f: 'b', k: 1 },
      { f: 'c', k: 1 },
    ],
  ],
  [
    'mvexpand stops at its limit',
    'eval f=split("a,b,c", ",") | mvexpand f limit=2',
    [{ f: 'a' }, { f: 'b' }],
  ],
  ['mvexpand lets rows without the field be', 'eval k=1 | mvexpand f', [{ k: 1 }]],
  ['makemv splits at a delimiter', 'eval f="a,b,,c" | makemv delim="," f', [{ f: ['a', 'b', 'c'] }]],
  ['makemv splits at blanks unless told', 'eval f="a b" | makemv f', [{ f: ['a', 'b'] }]],
  [
    'makemv keeps empty values if allowed',
    'eval f="a,,c" | makemv delim="," allowempty=true f',
    [{ f: ['a', '', 'c'] }],
  ],
  [
    'makemv takes the group of a tokenizer',
    'eval f="a1,b2" | makemv tokenizer="([a-z])\\d,?" f',
    [{ f: ['a', 'b'] }],
  ],
  ['makemv of nothing but delimiters takes the field away', 'eval f=",," | makemv delim="," f', [{}]],
  ['nomv puts line ends between', 'eval f=split("a,b", ",") | nomv f', [{ f: 'a\nb' }]],
  [
    'strcat joins fields and texts',
    'eval a="1", b="2" | strcat a "-" b "." c target | fields target',
    [{ target: '1-2.' }],
  ],
  [
    'strcat makes nothing of missing fields if all are required',
    'eval a="1" | strcat allrequired=t a c target',
    [{ a: '1' }],
  ],
  [
    'replace takes whole values in a field',
    'eval host="a.localhost", user="a.localhost" | replace *localhost WITH localhost IN host',
    [{ host: 'localhost', user: 'a.localhost' }],
  ],
  [
    'replace keeps what wildcards match',
    'eval f="host 12" | replace "host *" WITH "*-host"',
    [{ f: '12-host' }],
  ],
  [
    'replace prefers whole values to patterns',
    'eval f="aa", g="a" | replace a* WITH x, aa WITH y',
    [{ f: 'y', g: 'x' }],
  ],
  [
    'fillnull fills the fields that are named',
    'eval a="1" | fillnull value=NULL a b',
    [{ a: '1', b: 'NULL' }],
  ],
])('%s', async ([, search, expected]) => {
  expect(await run(search)).toEqual(expected);
});

test('mvcombine makes one row of those that differ in a field alone, and nomv takes its delimiter', async () => {
  const search = 'eval g=if(n=2, "other", "same"), host="h".n | fields - n | mvcombine delim="," host';
  expect(await several(3, search)).toEqual([
    { g: 'same', host: ['h1', 'h3'] },
    { g: 'other', host: 'h2' },
  ]);
  expect((await several(3, `${search} | nomv host`))[0]).toEqual({ g: 'same', host: 'h1,h3' });
});

test('fillnull without fields fills what any other row has', async () => {
  expect(await several(2, 'eval a=if(n=1, 1, null()), b=if(n=2, 2, null()) | fillnull')).toEqual([
    { n: 1, a: 1, b: '0' },
    { n: 2, a: '0', b: 2 },
  ]);
});

test('filldown repeats the last value', async () => {
  const rows = await several(4, 'eval a=if(n%2=0, n, null()), b=if(n=1, "x", null()) | filldown a');
  expect(rows.map(({ a, b }) => [a, b])).toEqual([
    [undefined, 'x'],
    [2, undefined],
    [2, undefined],
    [4, undefined],
  ]);
  const all = await several(3, 'eval b=if(n=1, "x", null()) | filldown');
  expect(all.map(({ b }) => b)).toEqual(['x', 'x', 'x']);
});

test.for<[name: string, search: string, expected: Record<string, unknown>]>([
  [
    'sums the fields that a pattern matches',
    "eval cpu_a=1, cpu_b=2, mem=9, total=0 | foreach cpu_* [eval total=total + '<<FIELD>>'] | fields total",
    { total: 3 },
  ],
  [
    'knows what wildcards matched',
    'eval in_x_max=1, in_y_max=2 | foreach in_*_max [eval out_<<MATCHSTR>>=<<FIELD>>*10, seg_<<MATCHSEG1>>="<<ITER>>"] | fields out_* seg_*',
    { out_x: 10, out_y: 20, seg_x: '0', seg_y: '1' },
  ],
  [
    'takes other marks',
    'eval a=1, b=2, total=0 | foreach a b fieldstr="#F#" [eval total=total + \'#F#\'] | fields total',
    { total: 3 },
  ],
  [
    'goes over values',
    'eval v=split("1,2,3", ","), total=0 | foreach mode=multivalue v [eval total=total + <<ITEM>>] | fields total',
    { total: 6 },
  ],
  [
    'goes over the elements of a JSON array',
    'eval j="[1, 2, 3]", total=0 | foreach mode=json_array j [eval total=total + <<ITEM>> * <<ITER>>] | fields total',
    { total: 8 },
  ],
  [
    'runs several evals',
    'eval a=1 | foreach a [eval x=<<FIELD>>+1 | eval y=x+1] | fields x y',
    { x: 2, y: 3 },
  ],
])('foreach %s', async ([, search, expected]) => {
  expect(await run(search)).toEqual([expected]);
});

test('foreach meets fields that only other rows have', async () => {
  const rows = await several(
    2,
    "eval a=if(n=2, 5, null()), total=0 | foreach a [eval total=coalesce('<<FIELD>>', -1)] | fields total",
  );
  expect(rows).toEqual([{ total: -1 }, { total: 5 }]);
});

test.for([
  ['foreach a [stats count]', "Only eval commands are supported in a template, not 'stats'."],
  ['foreach a', 'Search pipeline required.'],
  ['foreach mode=each a [eval b=1]', "Invalid mode 'each'."],
] as const)('%s is refused', async ([search, message]) => {
  await expect(run(search)).rejects.toThrow(new SplError(`Error in 'foreach' command: ${message}`));
});

test.for([
  ['eval', 'text="x", new=1'],
  ['where', 'isnotnull(text)'],
  ['fillnull', 'missing'],
  ['fillnull', ''],
  ['filldown', ''],
  ['strcat', 'text "-" target'],
  ['replace', 'a* WITH b'],
  ['regex', 'text="a"'],
  ['rex', 'field=text "(?<first>.)"'],
  ['rex', 'field=text mode=sed "s/a/b/"'],
  ['mvexpand', 'many'],
  ['makemv', 'delim="," text'],
  ['mvcombine', 'text'],
  ['nomv', 'many'],
  ['spath', 'input=json'],
  ['foreach', 'text [eval <<FIELD>>="x"]'],
  ['foreach', 'mode=multivalue many [eval text=<<ITEM>>]'],
])('%s %s leaves the rows that it is given as they were', async ([name, argument]) => {
  const rows: Row[] = [
    { text: 'a,b', many: ['x', 'y'], json: '{"text": 1}' },
    { text: 'c', json: '{}' },
  ];
  for (const row of rows) Object.freeze(row);
  const environment = createMemoryEnvironment({});
  const context = {
    environment,
    isFirst: false,
    earliest: 0,
    latest: 1,
    prepare: createSearchEngine(environment).prepare,
  };
  const command = commandParsers[name!]!(argument!, context);
  expect((await rowsOf(command.run(inBatches(rows)))).length).toBeGreaterThan(0);
});
