import { type EvalFunction, type FunctionFamily, functionOfValues } from '../eval-function.ts';
import type { EvalValue } from '../eval-value.ts';
import { numberOf, textOf } from '../values-of.ts';
import { replaceFunction } from './replace-function.ts';
import { spathFunction } from './json-reading-functions.ts';

const family: FunctionFamily = 'text';

/** Functions of text; lengths and places count characters, from 1. Null beside null and several values. */
export const textFunctions: readonly EvalFunction[] = [
  functionOfValues(
    'len',
    family,
    { meaning: 'Number of characters.', takes: ['string'], gives: 'number' },
    (value) => {
      const text = textOf(value);
      return text === null ? null : lengthOf(text);
    },
  ),
  ofText('lower', 'The text in small letters.', (text) => text.toLowerCase()),
  trimming('ltrim', 'The text without blanks, or the given characters, at its beginning.', {
    start: true,
    end: false,
  }),
  replaceFunction,
  trimming('rtrim', 'The text without blanks, or the given characters, at its end.', {
    start: false,
    end: true,
  }),
  spathFunction,
  functionOfValues(
    'substr',
    family,
    {
      meaning:
        'The part of a text from a place, counted from 1 or with a minus from the end, of at most some length.',
      takes: ['string', 'number', 'number'],
      least: 2,
      gives: 'string',
    },
    substring,
  ),
  trimming('trim', 'The text without blanks, or the given characters, at both ends.', {
    start: true,
    end: true,
  }),
  ofText('upper', 'The text in capital letters.', (text) => text.toUpperCase()),
  ofText('urldecode', 'The text with %20 and the like decoded.', decodeUrl),
];

function ofText(name: string, meaning: string, call: (text: string) => string): EvalFunction {
  return functionOfValues(name, family, { meaning, takes: ['string'], gives: 'string' }, (value) => {
    const text = textOf(value);
    return text === null ? null : call(text);
  });
}

function lengthOf(text: string): number {
  return hasPairs.test(text) ? [...text].length : text.length;
}

const hasPairs = /[\ud800-\udbff]/;

/** Missing and wrong places are null, as is a text that is missing. */
function substring(value: EvalValue, start: EvalValue = null, length?: EvalValue): EvalValue {
  const text = textOf(value);
  const from = Math.trunc(numberOf(start));
  const count = length === undefined ? Number.POSITIVE_INFINITY : Math.trunc(numberOf(length));
  if (text === null || Number.isNaN(from) || Number.isNaN(count)) return null;
  const characters = hasPairs.test(text) ? [...text] : text;
  const begin = from < 0 ? Math.max(0, characters.length + from) : Math.max(0, from - 1);
  const part = characters.slice(begin, begin + Math.max(0, count));
  return typeof part === 'string' ? part : part.join('');
}

function trimming(name: string, meaning: string, ends: { start: boolean; end: boolean }): EvalFunction {
  const description = { meaning, takes: ['any', 'string'] as const, least: 1, gives: 'string' as const };
  return functionOfValues(name, family, description, (value, characters = ' \t\n\r') => {
    const text = textOf(value);
    const set = textOf(characters);
    if (text === null || set === null) return null;
    let start = 0;
    let end = text.length;
    if (ends.start) while (start < end && set.includes(text[start]!)) start++;
    if (ends.end) while (end > start && set.includes(text[end - 1]!)) end--;
    return text.slice(start, end);
  });
}

/** Sequences that are no UTF-8 stay as they are. */
function decodeUrl(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}
