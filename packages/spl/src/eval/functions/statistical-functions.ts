import { compareFor } from '../compile-comparison.ts';
import { type EvalFunction, type FunctionFamily, functionOfValues } from '../eval-function.ts';
import type { EvalValue } from '../eval-value.ts';
import { numberOf, textsOf } from '../values-of.ts';
import { randomFunction } from './random-function.ts';

const family: FunctionFamily = 'statistical';
const many = { takes: ['any'] as const, most: Number.POSITIVE_INFINITY };
const compareFields = compareFor('dynamic', 'dynamic');

/** avg, max, min, random, sum: of all values of all arguments; null counts for nothing. */
export const statisticalFunctions: readonly EvalFunction[] = [
  functionOfValues(
    'avg',
    family,
    { ...many, meaning: 'Mean of the values that are numbers.', gives: 'number' },
    (...values) => {
      const numbers = numbersIn(values);
      return numbers.length === 0 ? null : sumOf(numbers) / numbers.length;
    },
  ),
  functionOfValues(
    'max',
    family,
    { ...many, meaning: 'The greatest value; any text is greater than any number.', gives: 'dynamic' },
    (...values) => extreme(values, 1),
  ),
  functionOfValues(
    'min',
    family,
    { ...many, meaning: 'The least value; any number is less than any text.', gives: 'dynamic' },
    (...values) => extreme(values, -1),
  ),
  randomFunction,
  functionOfValues(
    'sum',
    family,
    { ...many, meaning: 'Sum of the values that are numbers.', gives: 'number' },
    (...values) => {
      const numbers = numbersIn(values);
      return numbers.length === 0 ? null : sumOf(numbers);
    },
  ),
];

function numbersIn(values: readonly EvalValue[]): readonly number[] {
  return values
    .flatMap((value) => (typeof value === 'object' ? textsOf(value).map(numberOf) : [numberOf(value)]))
    .filter((number) => !Number.isNaN(number));
}

function sumOf(numbers: readonly number[]): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
}

function extreme(values: readonly EvalValue[], sign: 1 | -1): EvalValue {
  let best: string | number | undefined;
  for (const value of values.flatMap((each): readonly (string | number)[] =>
    typeof each === 'number' ? [each] : textsOf(each),
  )) {
    if (best === undefined || order(value, best) === sign) best = value;
  }
  return best ?? null;
}

/** Numbers stand before texts. */
function order(left: string | number, right: string | number): number {
  const isText = [left, right].map((value) => Number.isNaN(numberOf(value)));
  if (isText[0] !== isText[1]) return isText[0] ? 1 : -1;
  return compareFields(left, right)!;
}
