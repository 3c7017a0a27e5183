import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileExpression } from '../../src/eval/compile-expression.ts';
import type { EvalValue } from '../../src/eval/eval-value.ts';
import { parseExpression } from '../../src/eval/parse-expression.ts';
import type { Expression } from '../../src/eval/syntax-tree.ts';
import { matchesLike } from '../../src/values/like-pattern.ts';
import { numberText } from '../../src/values/number-text.ts';
import type { FieldValue, Row } from '../../src/row.ts';
import { printExpression } from './print-expression.ts';

const evaluate = (text: string, row: Record<string, FieldValue | undefined> = {}): EvalValue =>
  compileExpression(text).evaluate(row as Row);

const word = fc.constantFrom('a', 'b', 'user', 'src_ip', 'größe');
const leaf: fc.Arbitrary<Expression> = fc.oneof(
  fc
    .constantFrom('0', '7', '1.50', '2e3')
    .map((text) => ({ kind: 'number' as const, value: Number(text), text })),
  fc.string().map((value) => ({ kind: 'string' as const, value })),
  fc.boolean().map((value) => ({ kind: 'boolean' as const, value })),
  fc.constant({ kind: 'null' as const }),
  fc
    .oneof(word, fc.string({ unit: fc.constantFrom(...'a .{}"\\-'), minLength: 1 }))
    .map((name) => ({ kind: 'field' as const, name })),
);
const { expression } = fc.letrec<{ expression: Expression }>((tie) => {
  const part = tie('expression');
  return {
    expression: fc.oneof(
      { maxDepth: 5 },
      leaf,
      fc.record({ kind: fc.constantFrom('negative' as const, 'not' as const), operand: part }),
      fc.record({
        kind: fc.constant('arithmetic' as const),
        operator: fc.constantFrom('+' as const, '-' as const, '*' as const, '/' as const, '%' as const),
        left: part,
        right: part,
      }),
      fc.record({ kind: fc.constant('concatenation' as const), left: part, right: part }),
      fc.record({
        kind: fc.constant('comparison' as const),
        operator: fc.constantFrom('=' as const, '!=' as const, '<' as const, '>=' as const),
        left: part,
        right: part,
      }),
      fc.record({
        kind: fc.constant('logic' as const),
        operator: fc.constantFrom('AND' as const, 'OR' as const, 'XOR' as const),
        left: part,
        right: part,
      }),
      fc.record({
        kind: fc.constant('call' as const),
        name: fc.constantFrom('if', 'nosuch', 'len', 'in', 'like'),
        operands: fc.array(part, { maxLength: 3 }),
      }),
    ) as fc.Arbitrary<Expression>,
  };
});

test('an expression that is printed, with as few parentheses as it needs, is read back as it was', () => {
  fc.assert(
    fc.property(expression, (expression) => {
      expect(parseExpression(printExpression(expression))).toEqual(expression);
    }),
    { numRuns: 200 },
  );
});

/** A field as it may be met: missing, a text, a number, a text that looks like one, several values. */
const field = fc.oneof(
  fc.constant(undefined),
  fc.string(),
  fc.constantFrom('0', '-1', '10', '9', '1e1', '10.0', ' 10 ', '0x10', 'Infinity', 'NaN'),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.array(fc.constantFrom('a', 'b', '10', '9'), { minLength: 2, maxLength: 3 }),
);
const single = field.filter((value) => typeof value !== 'object');

test('comparisons are mirrored by their opposites', () => {
  fc.assert(
    fc.property(field, field, (a, b) => {
      const row = { a, b };
      for (const [one, other] of [
        ['a < b', 'b > a'],
        ['a <= b', 'b >= a'],
        ['a = b', 'b = a'],
        ['a != b', 'b != a'],
      ]) {
        expect(evaluate(one!, row)).toBe(evaluate(other!, row));
      }
      const equal = evaluate('a = b', row);
      expect(evaluate('a != b', row)).toBe(equal === null ? null : !equal);
    }),
  );
});

test('of two fields one is less, equal or greater, and nothing is said where one is missing', () => {
  fc.assert(
    fc.property(single, single, (a, b) => {
      const answers = ['a < b', 'a = b', 'a > b'].map((text) => evaluate(text, { a, b }));
      if (a === undefined || b === undefined) expect(answers).toEqual([null, null, null]);
      else expect(answers.filter((answer) => answer === true)).toHaveLength(1);
    }),
  );
});

test("logic of three outcomes keeps De Morgan's laws, and NOT undoes itself", () => {
  const condition = fc.constantFrom('true()', 'false()', 'nothing = 1');
  fc.assert(
    fc.property(condition, condition, (x, y) => {
      expect(evaluate(`NOT (${x} AND ${y})`)).toBe(evaluate(`(NOT ${x}) OR (NOT ${y})`));
      expect(evaluate(`NOT NOT ${x}`)).toBe(evaluate(x));
      expect(evaluate(`${x} XOR ${y}`)).toBe(evaluate(`(${x} AND NOT ${y}) OR (${y} AND NOT ${x})`));
    }),
  );
});

test('null goes through arithmetic, concatenation and comparison', () => {
  for (const operator of ['+', '-', '*', '/', '%', '.', '=', '!=', '<', '>=']) {
    expect(evaluate(`a ${operator} b`, { a: '1' }), operator).toBeNull();
    expect(evaluate(`b ${operator} a`, { a: '1' }), operator).toBeNull();
  }
});

test('literals give what fields of the same numbers give', () => {
  const number = fc.integer({ min: -1000, max: 1000 });
  fc.assert(
    fc.property(number, number, fc.constantFrom('+', '-', '*', '/', '%'), (a, b, operator) => {
      expect(evaluate(`(${a}) ${operator} (${b})`)).toEqual(evaluate(`a ${operator} b`, { a: String(a), b }));
    }),
  );
});

test('a printed number is the number, to 1e-12', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
      expect(Math.abs(Number(numberText(number)) - number)).toBeLessThanOrEqual(Math.abs(number) * 1e-12);
    }),
  );
});

test.for([
  [0.1 + 0.2, '0.3'],
  [-0, '0'],
  [1e15, '1000000000000000'],
  [123456789.125, '123456789.125'],
  [1 / 3, '0.333333333333333'],
  [1e21, '1000000000000000000000'],
  [1e-7, '1e-7'],
] as const)('%d is printed %s', ([number, text]) => {
  expect(numberText(number)).toBe(text);
});

test('rounding moves a number by half a digit at most, and away from zero alike on both sides', () => {
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(number, fc.integer({ min: 0, max: 6 }), (x, digits) => {
      const rounded = Number(evaluate(`round(x, ${digits})`, { x }));
      expect(Math.abs(rounded - x)).toBeLessThanOrEqual(0.5 * 10 ** -digits + 1e-9);
      expect(Number(evaluate(`round(x, ${digits})`, { x: -x }))).toBeCloseTo(-rounded, 9);
    }),
  );
});

test('joining undoes splitting', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.constantFrom(',', ';', 'ab', ' '), (text, delimiter) => {
      const literal = `"${delimiter}"`;
      expect(evaluate(`mvjoin(split(x, ${literal}), ${literal})`, { x: text })).toBe(text);
    }),
  );
});

test('places of a multivalue count from both ends', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 2 }), (x) => {
      expect(evaluate('mvindex(x, mvcount(x) - 1)', { x })).toBe(x.at(-1));
      expect(evaluate('mvindex(x, 0, -1)', { x })).toEqual(x);
      expect(evaluate('mvfilter(len(x) >= 0)', { x })).toEqual(x);
      expect(evaluate('mvmap(x, x)', { x })).toEqual(x);
    }),
  );
});

test('LIKE agrees with a matcher that tries everything', () => {
  const alphabet = fc.constantFrom(...'ab%_.*');
  const slow = (pattern: string, text: string): boolean => {
    if (pattern === '') return text === '';
    if (pattern.startsWith('%'))
      return slow(pattern.slice(1), text) || (text !== '' && slow(pattern, text.slice(1)));
    return (
      text !== '' && (pattern[0] === '_' || pattern[0] === text[0]) && slow(pattern.slice(1), text.slice(1))
    );
  };
  const pattern = fc.string({ unit: alphabet, maxLength: 7 });
  const likely = pattern.chain((pattern) =>
    fc.tuple(
      fc.constant(pattern),
      fc.tuple(
        ...Array.from(pattern, (c) =>
          c === '%' ? fc.constantFrom('', 'a', 'ab.') : fc.constantFrom(c, c, 'b'),
        ),
      ),
    ),
  );
  fc.assert(
    fc.property(likely, ([pattern, pieces]) => {
      const text = pieces.join('');
      expect(matchesLike(pattern)(text)).toBe(slow(pattern, text));
    }),
    { numRuns: 200 },
  );
});

test('random() gives integers from 0 to 2147483647, the same for the same seed', () => {
  const series = (seed: number): EvalValue[] => {
    const { evaluate } = compileExpression('random()', { seed });
    return Array.from({ length: 1000 }, () => evaluate({}));
  };
  expect(series(1)).toEqual(series(1));
  expect(series(1)).not.toEqual(series(2));
  const numbers = series(1) as number[];
  expect(numbers.every((number) => Number.isInteger(number) && number >= 0 && number < 2 ** 31)).toBe(true);
  expect(new Set(numbers).size).toBeGreaterThan(990);
});

test('rows are not changed by mvmap, mvfilter and conditions', () => {
  const row = Object.freeze({ x: Object.freeze(['1', '2']) as readonly string[] });
  expect(evaluate('mvmap(x, x * 2)', row)).toEqual(['2', '4']);
  expect(evaluate('mvfilter(x > 1)', row)).toBe('2');
});
