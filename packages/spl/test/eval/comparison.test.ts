import { expect, test } from 'vitest';
import { compileExpression } from '../../src/eval/compile-expression.ts';
import type { EvalValue } from '../../src/eval/eval-value.ts';
import type { Row } from '../../src/row.ts';

const row: Row = {
  ten: '10',
  nine: '9',
  zeroTen: '010',
  ten0: '10.0',
  number: 10,
  text: 'abc',
  empty: '',
  upper: 'ABC',
  mv: ['a', 'b'],
  same: ['a', 'b'],
  numbers: ['1', '10'],
};

test.for<[expression: string, expected: EvalValue]>([
  // Fields: numbers if both look like it, texts otherwise.
  ['ten > nine', true],
  ['ten = ten0', true],
  ['ten = zeroTen', true],
  ['ten = number', true],
  ['ten < text', true],
  ['text = upper', false],
  ['text > upper', true],
  ['empty = ""', true],
  // Beside a number the other side must be one.
  ['ten = 10', true],
  ['nine < 10', true],
  ['text = 10', null],
  ['text != 10', null],
  ['number = 5 + 5', true],
  // Beside a text both are texts.
  ['ten = "10"', true],
  ['ten = "10.0"', false],
  ['number = "10"', true],
  ['nine > "10"', true],
  ['"9" > "10"', true],
  ['ten = "1" . "0"', true],
  // Several values.
  ['mv = "a"', true],
  ['mv = "c"', false],
  ['mv != "a"', false],
  ['mv != "c"', true],
  ['mv = same', true],
  ['mv = numbers', false],
  ['mv < "c"', null],
  ['numbers = ten0', true],
  ['mv IN ("b", "z")', true],
  ['NOT mv IN ("b", "z")', false],
  ['nothing IN ("b")', null],
  // Truth.
  ['(1 = 1) = (2 = 2)', true],
  ['(1 = 1) != (1 = 2)', true],
  // Precedence.
  ['1 + 2 * 3', 7],
  ['(1 + 2) * 3', 9],
  ['7 - 2 - 1', 4],
  ['-2 * -3', 6],
  ['7 % 4', 3],
  ['1 / 4', 0.25],
  ['1 / 0', null],
  ['"a" . 1 + 2', 'a3'],
  ['true() OR true() AND false()', true],
  ['NOT false() AND false()', false],
  ['true() XOR true() OR false()', false],
  ['NOT 1 = 2', true],
  ['text LIKE "a%" AND ten = 10', true],
  ['text NOT LIKE "b%"', true],
  // `+` joins texts, adds numbers.
  ['ten + nine', 19],
  ['text + ten', 'abc10'],
  ['text + "!"', 'abc!'],
  ['ten + "!"', '10!'],
  ['"1" + "2"', '12'],
  ['ten + 1', 11],
  ['text + 1', null],
  ['text - 1', null],
  ['ten . nine', '109'],
  ['0.1 + 0.2 . ""', '0.3'],
  ['mv . "x"', null],
  // Words and literals.
  ['if(TRUE, 1, 0)', 1],
  ['null', null],
  ['coalesce(null, "x")', 'x'],
  ['"a\\"b\\\\c\\td\\d"', 'a"b\\c\td\\d'],
  ['.5 + 1.', 1.5],
  ['1e3', 1000],
  ['ten.nine', '109'],
  ["'ten'.'nine'", '109'],
])('%s is %j', ([expression, expected]) => {
  expect(compileExpression(expression).evaluate(row)).toEqual(expected);
});

test('says which fields an expression reads, each once', () => {
  expect(compileExpression(`if(a=1, 'b c' . a, searchmatch("d=1 OR NOT e=x*"))`).needs).toEqual([
    'a',
    'b c',
    'd',
    'e',
  ]);
});

test('searchmatch matches as the search command does', () => {
  const { evaluate } = compileExpression('if(searchmatch("user=AL* NOT action=failure"), "y", "n")');
  expect(evaluate({ user: 'alice', action: 'success' })).toBe('y');
  expect(evaluate({ user: 'alice', action: 'failure' })).toBe('n');
});

test('a name that every object has is just a name', () => {
  expect(compileExpression('constructor').evaluate(Object.create(null) as Row)).toBeNull();
  expect(() => compileExpression('constructor(1)').evaluate({})).toThrow('unsupported or undefined');
  expect(compileExpression('toString = 1 OR true()').evaluate(Object.create(null) as Row)).toBe(true);
});

test('now() needs to be told', () => {
  expect(() => compileExpression('now()')).toThrow(
    new TypeError('now() needs the option now: epoch seconds'),
  );
});

test('an expression that is nested without end is refused, not a crash', () => {
  expect(() => compileExpression(`${'('.repeat(5000)}1${')'.repeat(5000)}`)).toThrow(
    'nested more than 200 deep',
  );
});
