import { areEqual, compareFor } from '../compile-comparison.ts';
import { type EvalFunction, type FunctionFamily, functionOfValues } from '../eval-function.ts';
import type { Operand } from '../operand.ts';
import { truthOf } from '../truth.ts';
import { malformedIn } from '../malformed.ts';
import { matchingFunctions } from './matching-functions.ts';
import { searchmatchFunction } from './searchmatch-function.ts';

const family: FunctionFamily = 'comparison and conditional';
const many = Number.POSITIVE_INFINITY;

/** Those that choose evaluate only what they choose. */
export const conditionalFunctions: readonly EvalFunction[] = [
  {
    name: 'case',
    family,
    meaning:
      'Of pairs of condition and value, the value of the first condition that is true; null if none is.',
    least: 2,
    most: many,
    takes: ['any'],
    gives: 'dynamic',
    compile: (operands, { command }) => {
      const pairs = pairsOf(operands, command, 'case');
      return (row) => {
        for (const { test, value } of pairs) if (test(row) === true) return value(row);
        return null;
      };
    },
  },
  {
    name: 'coalesce',
    family,
    meaning: 'The first value that is not null.',
    least: 1,
    most: many,
    takes: ['any'],
    gives: 'dynamic',
    compile: (operands) => {
      const evaluations = operands.map(({ evaluate }) => evaluate);
      return (row) => {
        for (const evaluate of evaluations) {
          const value = evaluate(row);
          if (value !== null) return value;
        }
        return null;
      };
    },
  },
  functionOfValues('false', family, { meaning: 'False.', takes: [], gives: 'boolean' }, () => false),
  {
    name: 'if',
    family,
    meaning: 'The second argument if the first is true, the third if it is false or null.',
    least: 3,
    most: 3,
    takes: ['boolean', 'any', 'any'],
    gives: 'dynamic',
    compile: ([condition, then, otherwise]) => {
      const test = truthOf(condition!);
      const a = then!.evaluate;
      const b = otherwise!.evaluate;
      return (row) => (test(row) === true ? a(row) : b(row));
    },
  },
  {
    name: 'in',
    family,
    meaning: 'Whether the first value equals one of the others; also written `x IN (…)`.',
    least: 2,
    most: many,
    takes: ['any'],
    gives: 'boolean',
    compile: ([sought, ...others]) => {
      const { evaluate, type } = sought!;
      const list = others.map((other) => ({ value: other.evaluate, compare: compareFor(type, other.type) }));
      return (row) => {
        const value = evaluate(row);
        if (value === null) return null;
        return list.some((other) => areEqual(value, other.value(row), other.compare));
      };
    },
  },
  functionOfValues(
    'null',
    family,
    { meaning: 'No value; an assignment removes the field.', takes: [], gives: 'dynamic' },
    () => null,
  ),
  {
    name: 'nullif',
    family,
    meaning: 'Null if both values are equal, else the first.',
    least: 2,
    most: 2,
    takes: ['any'],
    gives: 'dynamic',
    compile: ([first, second]) => {
      const compare = compareFor(first!.type, second!.type);
      return (row) => {
        const value = first!.evaluate(row);
        return areEqual(value, second!.evaluate(row), compare) ? null : value;
      };
    },
  },
  searchmatchFunction,
  functionOfValues('true', family, { meaning: 'True.', takes: [], gives: 'boolean' }, () => true),
  {
    name: 'validate',
    family,
    meaning:
      'Of pairs of condition and value, the value of the first condition that is not true; null if all are.',
    least: 2,
    most: many,
    takes: ['any'],
    gives: 'dynamic',
    compile: (operands, { command }) => {
      const pairs = pairsOf(operands, command, 'validate');
      return (row) => {
        for (const { test, value } of pairs) if (test(row) === false) return value(row);
        return null;
      };
    },
  },
  ...matchingFunctions,
];

function pairsOf(operands: readonly Operand[], command: string, name: string): readonly Pair[] {
  const conditions = operands.filter((_, i) => i % 2 === 0);
  const areConditions = conditions.every(({ type }) => type === 'boolean' || type === 'dynamic');
  if (operands.length % 2 === 1 || !areConditions) throw malformedIn(command).badArguments(name);
  return conditions.map((condition, i) => ({
    test: truthOf(condition),
    value: operands[2 * i + 1]!.evaluate,
  }));
}

interface Pair {
  readonly test: ReturnType<typeof truthOf>;
  readonly value: Operand['evaluate'];
}
