import { type EvalFunction, type FunctionFamily, functionOfValues } from '../eval-function.ts';
import type { EvalValue } from '../eval-value.ts';
import { malformedIn } from '../malformed.ts';
import { constantText, type Operand } from '../operand.ts';
import { numberOf, numberOrNull, textOf } from '../values-of.ts';
import { numberFormats } from './number-formats.ts';
import { printfFunction } from './printf-function.ts';

const family: FunctionFamily = 'conversion';

/** ipmask, printf, tonumber, tostring. */
export const conversionFunctions: readonly EvalFunction[] = [
  functionOfValues(
    'ipmask',
    family,
    {
      meaning: 'An IPv4 address, the second argument, under a mask.',
      takes: ['string', 'string'],
      gives: 'string',
    },
    (mask, address) => maskAddress(textOf(mask), textOf(address)),
  ),
  printfFunction,
  functionOfValues(
    'tonumber',
    family,
    {
      meaning: 'The number that a text spells out, in base 10 or another from 2 to 36; null if it does not.',
      takes: ['any', 'number'],
      least: 1,
      gives: 'number',
    },
    (value, base = 10) => toNumber(value, numberOf(base)),
  ),
  {
    name: 'tostring',
    family,
    meaning: 'The text of a value; a number also with "commas", in "hex" or as a "duration".',
    least: 1,
    most: 2,
    takes: ['any', 'string'],
    gives: 'string',
    compile: (operands, { command }) => {
      const [value, format] = operands as [Operand, Operand?];
      const name = constantText(format);
      if (format !== undefined && (name === undefined || numberFormats[name] === undefined)) {
        throw malformedIn(command).badArguments('tostring');
      }
      const print = name === undefined ? undefined : numberFormats[name];
      return (row) => toText(value.evaluate(row), print);
    },
  },
];

/** Null is the word `Null`, as it was seen on Splunk 10. */
function toText(value: EvalValue, print: ((number: number) => string) | undefined): EvalValue {
  if (value === null) return 'Null';
  if (print !== undefined) {
    const number = numberOf(value);
    if (!Number.isNaN(number)) return print(number);
  }
  return typeof value === 'object' ? value : textOf(value);
}

function toNumber(value: EvalValue, base: number): EvalValue {
  if (base === 10) return numberOrNull(numberOf(value));
  const text = textOf(value)?.trim().toLowerCase();
  if (text === undefined || !(base >= 2 && base <= 36)) return null;
  const digits = base === 16 ? text.replace(/^([+-]?)0x/, '$1') : text;
  const isNumber =
    /^[+-]?[\da-z]+$/.test(digits) &&
    [...digits.replace(/^[+-]/, '')].every((digit) => Number.parseInt(digit, 36) < base);
  return isNumber ? Number.parseInt(digits, base) : null;
}

function maskAddress(mask: string | null, address: string | null): EvalValue {
  const [a, b] = [mask, address].map((text) => {
    const octets = /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text ?? '') ? text!.split('.').map(Number) : [256];
    return octets.some((octet) => octet > 255) ? undefined : octets;
  });
  if (a === undefined || b === undefined) return null;
  return a.map((octet, i) => octet & b[i]!).join('.');
}
