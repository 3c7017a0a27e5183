import type { EvalFunction } from '../eval-function.ts';
import type { EvalValue } from '../eval-value.ts';
import { malformedIn } from '../malformed.ts';
import { constantText, type EvalContext, type Evaluate, type Operand } from '../operand.ts';
import { numberOf, textOf } from '../values-of.ts';
import { magnitudeText } from './magnitude-text.ts';

/** One conversion of a format, or the text between two of them. */
type Piece = string | Conversion;

interface Conversion {
  readonly flags: string;
  /** Fewest characters; `*` takes it from the arguments. */
  readonly width: string;
  readonly precision: string | undefined;
  readonly letter: string;
}

/**
 * `printf(format, …)`: `%d %i %u` integers, `%f %e %g` numbers, `%x %o` integers in base 16 and 8, `%s` text, `%c` its
 * first character, `%%`; with flags `-+ 0#'`, width, precision, and `*` for either.
 *
 * @see Splunk Search Reference, Conversion functions, printf.
 */
export const printfFunction: EvalFunction = {
  name: 'printf',
  family: 'conversion',
  meaning: 'A text made of a format and values, as in C.',
  least: 1,
  most: Number.POSITIVE_INFINITY,
  takes: ['string', 'any'],
  gives: 'string',
  compile: (operands, context) => compilePrintf(operands, context),
};

function compilePrintf([format, ...values]: readonly Operand[], { command }: EvalContext): Evaluate {
  const fixed = constantText(format);
  const pieces = fixed === undefined ? undefined : parseFormat(fixed);
  const needed = pieces?.reduce((count, piece) => count + placesOf(piece), 0) ?? values.length;
  if (needed > values.length) throw malformedIn(command).badArguments('printf');
  return (row) => {
    const text = pieces === undefined ? textOf(format!.evaluate(row)) : '';
    if (text === null) return null;
    const queue = values.map(({ evaluate }) => evaluate(row));
    return (pieces ?? parseFormat(text)).map((piece) => print(piece, queue)).join('');
  };
}

const conversion = /%([-+ 0#']*)(\*|\d*)(?:\.(\*|\d*))?([diufeEgGxXoscaA])/.source;

function parseFormat(format: string): readonly Piece[] {
  const found = format.match(new RegExp(`%%|${conversion}|[^%]+|%`, 'g')) ?? [];
  return found.map((text) => {
    const match = new RegExp(`^${conversion}$`).exec(text);
    if (match === null) return text === '%%' ? '%' : text;
    const [, flags = '', width = '', precision, letter = ''] = match;
    return { flags, width, precision, letter };
  });
}

function placesOf(piece: Piece): number {
  if (typeof piece === 'string') return 0;
  return 1 + (piece.width === '*' ? 1 : 0) + (piece.precision === '*' ? 1 : 0);
}

function print(piece: Piece, values: EvalValue[]): string {
  if (typeof piece === 'string') return piece;
  const { width, precision, letter } = piece;
  const space = width === '*' ? numberOf(values.shift() ?? 0) : Number(width);
  const digits =
    precision === '*'
      ? numberOf(values.shift() ?? 0)
      : precision === undefined
        ? undefined
        : Number(precision);
  const flags = space < 0 ? `-${piece.flags}` : piece.flags;
  const value = values.shift() ?? null;
  const body =
    letter === 's' || letter === 'c'
      ? printText(value, letter, digits)
      : printNumber(value, letter, digits, flags);
  return pad(body, Math.abs(space), flags, letter);
}

function printText(value: EvalValue, letter: string, digits: number | undefined): string {
  const text = value === null ? 'Null' : typeof value === 'object' ? value.join(' ') : textOf(value)!;
  return letter === 'c' ? [...text].slice(0, 1).join('') : text.slice(0, digits ?? text.length);
}

function printNumber(value: EvalValue, letter: string, digits: number | undefined, flags: string): string {
  const number = numberOf(value);
  if (Number.isNaN(number)) return value === null ? 'Null' : '0';
  const printed = 'feEgG'.includes(letter) ? number : Math.trunc(number);
  const isNegative = printed < 0 || (Object.is(printed, -0) && number === 0);
  let text = magnitudeText(Math.abs(printed), letter, { digits, isMarked: flags.includes('#') });
  if (flags.includes("'")) text = text.replace(/\B(?<!\.\d*)(?=(?:\d{3})+(?!\d))/g, ',');
  const plus = flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  return `${isNegative ? '-' : plus}${text}`;
}

function pad(body: string, width: number, flags: string, letter: string): string {
  if (body.length >= width || Number.isNaN(width)) return body;
  if (flags.includes('-')) return body.padEnd(width);
  if (!flags.includes('0') || letter === 's' || letter === 'c') return body.padStart(width);
  const [sign] = /^[-+ ]?(?:0[xX])?/.exec(body)!;
  return `${sign}${body.slice(sign.length).padStart(width - sign.length, '0')}`;
}
