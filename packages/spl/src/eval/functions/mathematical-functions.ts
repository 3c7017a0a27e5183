import { type EvalFunction, type FunctionFamily, functionOfValues } from '../eval-function.ts';
import { numberOf, numberOrNull } from '../values-of.ts';
import { roundNumber, roundText } from './round-number.ts';
import { sigfigFunction } from './sigfig-function.ts';

const family: FunctionFamily = 'mathematical';

/** abs, ceiling, exact, exp, floor, ln, log, pi, pow, round, sigfig, sqrt. What is outside of a domain is null. */
export const mathematicalFunctions: readonly EvalFunction[] = [
  ofNumber('abs', 'The number without its sign.', Math.abs),
  { ...ofNumber('ceiling', 'The next integer up.', Math.ceil), aliases: ['ceil'] },
  ofNumber('exact', 'The number, in as many digits as it has.', (x) => x),
  ofNumber('exp', 'The number e to the power of the number.', Math.exp),
  ofNumber('floor', 'The next integer down.', Math.floor),
  ofNumber('ln', 'Natural logarithm.', positive(Math.log)),
  functionOfValues(
    'log',
    family,
    {
      meaning: 'Logarithm to a base, 10 unless given.',
      takes: ['number', 'number'],
      least: 1,
      gives: 'number',
    },
    (x, base = 10) => numberOrNull(logarithm(numberOf(x), numberOf(base))),
  ),
  functionOfValues('pi', family, { meaning: 'The constant π.', takes: [], gives: 'number' }, () => Math.PI),
  functionOfValues(
    'pow',
    family,
    { meaning: 'The first number to the power of the second.', takes: ['number', 'number'], gives: 'number' },
    (x, y) => numberOrNull(numberOf(x) ** numberOf(y)),
  ),
  functionOfValues(
    'round',
    family,
    {
      meaning: 'Rounded half away from zero, to an integer or to so many decimals, which are all printed.',
      takes: ['number', 'number'],
      least: 1,
      gives: 'number',
    },
    (x, decimals = 0) => {
      const number = numberOf(x);
      const digits = Math.trunc(numberOf(decimals));
      if (Number.isNaN(number) || Number.isNaN(digits)) return null;
      return digits > 0 ? roundText(number, digits) : roundNumber(number, digits);
    },
  ),
  sigfigFunction,
  ofNumber('sqrt', 'Square root.', Math.sqrt),
];

function ofNumber(name: string, meaning: string, call: (x: number) => number): EvalFunction {
  return functionOfValues(name, family, { meaning, takes: ['number'], gives: 'number' }, (x) =>
    numberOrNull(call(numberOf(x))),
  );
}

function positive(call: (x: number) => number): (x: number) => number {
  return (x) => (x > 0 ? call(x) : Number.NaN);
}

function logarithm(x: number, base: number): number {
  if (!(x > 0) || !(base > 0) || base === 1) return Number.NaN;
  if (base === 10) return Math.log10(x);
  return base === 2 ? Math.log2(x) : Math.log(x) / Math.log(base);
}
