import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileExpression } from '../../src/eval/compile-expression.ts';
import type { EvalValue } from '../../src/eval/eval-value.ts';
import { supportedFunctions } from '../../src/eval/function-table.ts';
import type { FieldValue } from '../../src/row.ts';
import printed from '../fixtures/printf.json' with { type: 'json' };

const evaluate = (text: string, row: Record<string, FieldValue> = {}): EvalValue =>
  compileExpression(text, { now: 0 }).evaluate(row);

test('printf prints numbers as C does', () => {
  const ours = printed.map(([format, number]) => [
    format,
    number,
    evaluate(`printf("${format}", n)`, { n: Number(number) }),
  ]);
  expect(ours).toEqual(printed);
});

test.for(['md5', 'sha1', 'sha256', 'sha512'] as const)("%s agrees with Node's own", (name) => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: fc.constantFrom('a', 'é', '€', '😀', '\0') }),
        fc.string({ minLength: 50, maxLength: 300 }),
      ),
      (text) => {
        expect(evaluate(`${name}(x)`, { x: text })).toBe(createHash(name).update(text).digest('hex'));
      },
    ),
    { numRuns: 30 },
  );
});

test.for([55, 56, 63, 64, 111, 112, 119, 120, 127, 128])(
  'digests of %d bytes end their blocks well',
  (length) => {
    const x = 'x'.repeat(length);
    for (const name of ['md5', 'sha1', 'sha256', 'sha512']) {
      expect(evaluate(`${name}(x)`, { x })).toBe(createHash(name).update(x).digest('hex'));
    }
  },
);

const cities =
  '{"cities": [{"name": "London", "Bridges": [{"name": "Tower Bridge", "length": 801}, {"name": "Westminster", "length": 820}]}, {"name": "Rome"}], "a.b": 1}';

test.for<[expression: string, expected: EvalValue]>([
  ['json_extract(j, "cities{0}.name")', 'London'],
  ['json_extract(j, "cities{}.name")', '["London","Rome"]'],
  ['json_extract(j, "cities{0}.Bridges{1}.length")', 820],
  ['json_extract(j, "cities{9}.name")', null],
  ['json_extract(j, "cities{1}")', '{"name":"Rome"}'],
  ['json_extract(j, "cities{0}.name", "cities{1}.name")', '["London","Rome"]'],
  ['json_extract_exact(j, "a.b")', 1],
  ['json_extract("no json", "a")', null],
  ['json_keys(j)', '["cities","a.b"]'],
  ['json_keys("[1]")', null],
  ['if(json_valid(j), 1, 0)', 1],
  ['if(json_valid("{"), 1, 0)', 0],
  ['json_array("a", 1, f, mv, null(), true())', '["a",1,5,["x","y"],null,true]'],
  ['json_object("name", "x", "list", json_array(1, "2"))', '{"name":"x","list":[1,"2"]}'],
  ['json_object("text", "[1]")', '{"text":"[1]"}'],
  ['json_set("{\\"a\\": {\\"b\\": 1}}", "a.b", 2, "c", "x")', '{"a":{"b":2},"c":"x"}'],
  ['json_set("{\\"a\\": [1, 2]}", "a{0}", 9)', '{"a":[9,2]}'],
  ['json_set("{\\"a\\": 1}", "x.y", 9)', '{"a":1}'],
  ['json_set("[1]", "a", 9)', '[1]'],
  ['json_set("[1]", "{5}", 9)', '[1]'],
  ['json_set("[1]", "{1}", 9)', '[1,9]'],
  ['json_set_exact("{}", "a.b", 1)', '{"a.b":1}'],
  ['json_delete("{\\"a\\": 1, \\"b\\": {\\"c\\": 2, \\"d\\": 3}}", "a", "b.c")', '{"b":{"d":3}}'],
  ['json_entries("{\\"a\\": 1}")', '[{"key":"a","value":1}]'],
  ['json_array_to_mv("[\\"a\\", 1, {\\"b\\": 2}]")', ['a', '1', '{"b":2}']],
  ['json_array_to_mv("[\\"a\\"]", true())', '"a"'],
  ['json_has_key_exact(j, "a.b")', true],
  ['json("no")', null],
  ['spath(j, "cities{}.name")', ['London', 'Rome']],
  ['json_extract("{\\"id\\": 12345678901234567890}", "id")', '12345678901234567890'],
])('%s is %j', ([expression, expected]) => {
  expect(evaluate(expression, { j: cities, f: '5', mv: ['x', 'y'] })).toEqual(expected);
});

test('what json_set puts in, json_extract takes out', () => {
  const key = fc.string({ unit: fc.constantFrom(...'abc_'), minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(
      fc.dictionary(key, fc.jsonValue()),
      key,
      fc.string({ minLength: 1 }),
      (document, name, value) => {
        const row = { j: JSON.stringify(document), v: `x${value}` };
        expect(evaluate(`json_extract(json_set(j, "${name}", v), "${name}")`, row)).toBe(row.v);
      },
    ),
    { numRuns: 40 },
  );
});

test.for<[network: string, address: string, isInside: boolean | null]>([
  ['10.0.0.0/8', '10.255.0.1', true],
  ['10.0.0.0/8', '11.0.0.1', false],
  ['192.168.1.128/25', '192.168.1.127', false],
  ['0.0.0.0/0', '1.2.3.4', true],
  ['10.1.2.3', '10.1.2.3', true],
  ['2001:db8::/32', '2001:db8:1::1', true],
  ['2001:db8::/32', '2001:db9::1', false],
  ['10.0.0.0/8', 'host', false],
  ['nonsense', '10.0.0.1', false],
  ['10.0.0.0/33', '10.0.0.0', false],
])('cidrmatch(%s, %s) is %s', ([network, address, isInside]) => {
  expect(evaluate(`cidrmatch("${network}", ip)`, { ip: address })).toBe(isInside);
  expect(evaluate('cidrmatch(net, ip)', { net: network, ip: address })).toBe(isInside);
});

test('patterns that come from fields are read for each row', () => {
  const { evaluate } = compileExpression('match(text, pattern)');
  expect(['a.c', 'b', 'a.c'].map((pattern) => evaluate({ text: 'abc', pattern }))).toEqual([
    true,
    true,
    true,
  ]);
  expect(evaluate({ text: 'abc', pattern: '^b' })).toBe(false);
});

test('every function has its place, its meaning and its own name', () => {
  expect(new Set(supportedFunctions.map(({ name }) => name)).size).toBe(supportedFunctions.length);
  expect(supportedFunctions.filter(({ meaning }) => !/^[A-Z].*\.$/.test(meaning))).toEqual([]);
  expect(supportedFunctions.length).toBeGreaterThan(100);
});

test('functions take any value without a crash: they answer, or say that their arguments are wrong', () => {
  const value = fc.oneof(
    fc.string(),
    fc.double(),
    fc.constant(undefined),
    fc.array(fc.string(), { minLength: 2, maxLength: 3 }),
    fc.constantFrom('10.0.0.0/8', '[1]', '{}', '%Y', '1d'),
  );
  const call = fc.tuple(
    fc.constantFrom(...supportedFunctions.map(({ name }) => name)),
    fc.integer({ min: 0, max: 3 }),
  );
  fc.assert(
    fc.property(call, value, value, value, ([name, count], a, b, c) => {
      const row = Object.fromEntries(
        Object.entries({ a, b, c }).filter(([, each]) => each !== undefined),
      ) as Record<string, FieldValue>;
      try {
        const result = evaluate(`${name}(${['a', 'b', 'c'].slice(0, count).join(', ')})`, row);
        expect(
          result === null || ['string', 'number', 'boolean'].includes(typeof result) || Array.isArray(result),
        ).toBe(true);
      } catch (error) {
        expect((error as Error).name, `${name}: ${(error as Error).stack}`).toBe('SplError');
      }
    }),
    { numRuns: 300 },
  );
});
