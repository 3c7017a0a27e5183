import { compileRegex } from '../../regex/compile-regex.ts';
import { type EvalFunction, type FunctionFamily, functionOfValues } from '../eval-function.ts';
import type { EvalValue } from '../eval-value.ts';
import { constantText, type Operand } from '../operand.ts';
import { remembered } from '../remembered.ts';
import { numberOf, textOf, textsOf, valueOf } from '../values-of.ts';
import { commandsFunction } from './commands-function.ts';
import { mvfilterFunction, mvmapFunction } from './mapping-functions.ts';
import { mvToJsonFunction } from './mv-to-json-function.ts';
import { mvrangeFunction } from './mvrange-function.ts';

const family: FunctionFamily = 'multivalue';

/** Functions of fields with several values; a single value counts as one. Results of one value are that value. */
export const multivalueFunctions: readonly EvalFunction[] = [
  commandsFunction,
  functionOfValues(
    'mvappend',
    family,
    {
      meaning: 'All values of all arguments.',
      takes: ['any'],
      most: Number.POSITIVE_INFINITY,
      gives: 'dynamic',
    },
    (...values) => valueOf(values.flatMap(textsOf)),
  ),
  functionOfValues(
    'mvcount',
    family,
    { meaning: 'Number of values; null if there is none.', takes: ['any'], gives: 'number' },
    (value) => (value === null ? null : textsOf(value).length),
  ),
  functionOfValues(
    'mvdedup',
    family,
    { meaning: 'The values, each once.', takes: ['any'], gives: 'dynamic' },
    (value) => valueOf([...new Set(textsOf(value))]),
  ),
  mvfilterFunction,
  {
    name: 'mvfind',
    family,
    meaning: 'Place, from 0, of the first value that a regular expression matches.',
    least: 2,
    most: 2,
    takes: ['any', 'string'],
    gives: 'number',
    compile: (operands, { command }) => {
      const [values, pattern] = operands as [Operand, Operand];
      const regexOf = remembered((text) => compileRegex(text, { command }));
      const fixed = constantText(pattern);
      if (fixed !== undefined) regexOf(fixed);
      return (row) => {
        const text = textOf(pattern.evaluate(row));
        if (text === null) return null;
        const regex = regexOf(text);
        const place = textsOf(values.evaluate(row)).findIndex((value) => regex.test(value));
        return place === -1 ? null : place;
      };
    },
  },
  functionOfValues(
    'mvindex',
    family,
    {
      meaning: 'The value at a place from 0, or those from a place to another; -1 is the last.',
      takes: ['any', 'number', 'number'],
      least: 2,
      gives: 'dynamic',
    },
    valuesAt,
  ),
  functionOfValues(
    'mvjoin',
    family,
    { meaning: 'The values with a text between them.', takes: ['any', 'string'], gives: 'string' },
    (value, between) => {
      const text = textOf(between ?? null);
      return value === null || text === null ? null : textsOf(value).join(text);
    },
  ),
  mvmapFunction,
  mvrangeFunction,
  mvToJsonFunction,
  functionOfValues(
    'mvsort',
    family,
    { meaning: 'The values in the order of their characters.', takes: ['any'], gives: 'dynamic' },
    (value) => valueOf([...textsOf(value)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))),
  ),
  functionOfValues(
    'mvzip',
    family,
    {
      meaning:
        'First values joined, then second ones and so on, with a comma or another text; ends with the shorter.',
      takes: ['any', 'any', 'string'],
      least: 2,
      gives: 'dynamic',
    },
    zip,
  ),
  functionOfValues(
    'split',
    family,
    {
      meaning: 'The parts of a text between a delimiter; each character for an empty one.',
      takes: ['any', 'string'],
      gives: 'dynamic',
    },
    (value, delimiter) => {
      const text = textOf(value);
      const between = textOf(delimiter ?? null);
      if (text === null || between === null) return null;
      return valueOf(between === '' ? [...text] : text.split(between));
    },
  ),
];

function valuesAt(value: EvalValue, start: EvalValue = null, end?: EvalValue): EvalValue {
  const texts = textsOf(value);
  const place = (index: EvalValue): number => {
    const number = Math.trunc(numberOf(index));
    return number < 0 ? texts.length + number : number;
  };
  const first = place(start);
  const last = end === undefined ? first : place(end);
  const isInside = first >= 0 && first < texts.length && last >= first && last < texts.length;
  return isInside ? valueOf(texts.slice(first, last + 1)) : null;
}

function zip(left: EvalValue, right: EvalValue = null, delimiter: EvalValue = ','): EvalValue {
  const between = textOf(delimiter);
  if (between === null) return null;
  const others = textsOf(right);
  return valueOf(
    textsOf(left)
      .slice(0, others.length)
      .map((text, i) => `${text}${between}${others[i]}`),
  );
}
