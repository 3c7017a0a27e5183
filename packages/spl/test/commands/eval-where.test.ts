import { expect, test } from 'vitest';
import { createMemoryEnvironment, createSearchEngine, SplError } from '../../src/index.ts';
import { runSearch } from '../run-search.ts';

const one = async (search: string): Promise<Record<string, unknown>> => {
  const [row] = await runSearch(`| makeresults | fields - _time | ${search}`);
  return { ...row };
};

test.for<[name: string, search: string, expected: Record<string, unknown>]>([
  ['assignments see those before them', 'eval a=2, b=a*3', { a: 2, b: 6 }],
  ['null takes a field away', 'eval a=1 | eval a=null()', {}],
  [
    'a name in braces is the value of a field',
    'eval name="cpu", {name}_load=7',
    { name: 'cpu', cpu_load: 7 },
  ],
  ['a name in braces without a value sets nothing', 'eval {nothing}=7, a=1', { a: 1 }],
  [
    'names may have points, and quotes',
    `eval a.b=1, "c d"=2, 'e f'='a.b'+'c d'`,
    { 'a.b': 1, 'c d': 2, 'e f': 3 },
  ],
  ['names of JSON arrays are just names', 'eval tags{}="x"', { 'tags{}': 'x' }],
  [
    'a comma in quotes and parentheses parts nothing',
    'eval a=if(1=1, "x,y", 2), b="="',
    { a: 'x,y', b: '=' },
  ],
])('eval: %s', async ([, search, expected]) => {
  expect(await one(search)).toEqual(expected);
});

test.for<[condition: string, kept: readonly string[]]>([
  ['n > 1', ['b', 'c']],
  ['n != 2', ['a', 'c']],
  ['isnull(extra)', ['a', 'c']],
  ['extra = "x"', ['b']],
  ['NOT extra = "x"', []],
  ['extra != "y"', ['b']],
  ['name = user', ['c']],
  ['name IN ("a", "c") AND n < 3', ['a']],
  ['n', []],
])('where %s keeps %j', async ([condition, kept]) => {
  const rows = await runSearch(`| makeresults count=3 | streamstats count AS n
    | eval name=mvindex(split("a,b,c", ","), n-1), user=if(n=3, "c", "z"), extra=if(n=2, "x", null())
    | where ${condition}`);
  expect(rows.map(({ name }) => name)).toEqual(kept);
});

const prepared = (search: string) => createSearchEngine(createMemoryEnvironment({})).prepare(search);

test.for([
  ['eval a=(1', 'eval', 'The expression is malformed. Expected ).'],
  ['eval a=1+', 'eval', 'The expression is malformed. The factor is missing.'],
  ['eval a=1 ? 2', 'eval', "The expression is malformed. An unexpected character is reached at '? 2'."],
  ['where a b', 'where', "The operator at 'b' is invalid."],
  ['eval a', 'eval', 'Failed to parse the provided arguments. Usage: eval dest_key = expression.'],
  ['eval a==1', 'eval', 'Failed to parse the provided arguments. Usage: eval dest_key = expression.'],
] as const)('%s is refused before it runs', ([search, command, message]) => {
  expect(() => prepared(`| makeresults | ${search}`)).toThrow(
    new SplError(`Error in '${command}' command: ${message}`),
  );
});

test.for([
  ['eval a=nosuchfunc(1)', "Error in 'EvalCommand': The 'nosuchfunc' function is unsupported or undefined."],
  ['where nosuchfunc(a)', "Error in 'EvalCommand': The 'nosuchfunc' function is unsupported or undefined."],
  ['eval a=len(123)', "Error in 'eval' command: The arguments to the 'len' function are invalid."],
  ['eval a=round(1, 2, 3)', "Error in 'eval' command: The arguments to the 'round' function are invalid."],
  ['eval a=sqrt("x")', "Error in 'eval' command: The arguments to the 'sqrt' function are invalid."],
  ['where if(1, 2, 3)', "Error in 'where' command: The arguments to the 'if' function are invalid."],
  ['eval a=1-"x"', "Error in 'eval' command: Typechecking failed. '-' only takes numbers."],
  [
    'eval a=1+"x"',
    "Error in 'eval' command: Typechecking failed. '+' only takes two strings or two numbers.",
  ],
  ['where 1 AND b', "Error in 'where' command: Typechecking failed. 'AND' only takes boolean arguments."],
  [
    'where 1 == "a"',
    "Error in 'where' command: Typechecking failed. The '==' operator received different types.",
  ],
  [
    'eval a=b=1',
    "Error in 'eval' command: Fields cannot be assigned a boolean result. Instead, try if([bool expr], [expr], [expr]).",
  ],
  [
    'eval a=if(1=1, true(), 0)',
    "Error in 'eval' command: Fields cannot be assigned a boolean result. Instead, try if([bool expr], [expr], [expr]).",
  ],
  [
    'eval a=replace("x", "(", "y")',
    "Error in 'eval' command: Encountered the following error while compiling the regex '(': Regex: Unterminated group.",
  ],
  [
    'where match(a, "a++")',
    "Error in 'where' command: Encountered the following error while compiling the regex 'a++': Regex: possessive quantifiers are not supported.",
  ],
] as const)('%s fails when it runs', async ([search, message]) => {
  const { run } = prepared(`| makeresults | ${search}`);
  await expect(async () => {
    for await (const batch of run()) void batch;
  }).rejects.toThrow(new SplError(message));
});

test.for(['eval a=nosuchfunc(1)', 'where nosuchfunc(1)', 'foreach a [eval b=nosuchfunc(1)]'])(
  '%s fails even if there are no rows',
  async (command) => {
    await expect(runSearch(`| makeresults count=0 | ${command}`)).rejects.toThrow(SplError);
  },
);
