import { numberText } from '../../values/number-text.ts';
import type { Span } from './span.ts';

/** A span that numbers can be cut by. */
export type NumberSpan = Extract<Span, { readonly kind: 'log' | 'number' }>;

/** Bounds of a bin: the lower one belongs to it, the upper one does not. */
export interface Bin {
  readonly low: number;
  readonly high: number;
}

/**
 * The bin a number lies in; undefined for a number that no logarithmic bin holds, as those lie above 0.
 *
 * @example
 * binOf({ kind: 'log', coefficient: 2, base: 10 }, 35); // => { low: 20, high: 200 }
 */
export function binOf(span: NumberSpan, number: number): Bin | undefined {
  if (span.kind === 'number') {
    const place = Math.floor(number / span.size + 1e-9);
    return { low: rounded(place * span.size), high: rounded((place + 1) * span.size) };
  }
  if (number <= 0) return undefined;
  const { coefficient, base } = span;
  const place = Math.floor(Math.log(number / coefficient) / Math.log(base) + 1e-9);
  return { low: rounded(coefficient * base ** place), high: rounded(coefficient * base ** (place + 1)) };
}

/** A bin as Splunk writes it: `10-20`. */
export function binText({ low, high }: Bin): string {
  return `${numberText(low)}-${numberText(high)}`;
}

/**
 * The least power of ten that cuts a range into no more than so many bins.
 *
 * @see "Using bins and time spans" in Splunk's Search Manual: 0 to 59 into 5 bins gives 100, as 10 would give 6.
 */
export function automaticSize(least: number, greatest: number, bins: number): number {
  if (greatest <= least) return 1;
  let power = Math.floor(Math.log10((greatest - least) / bins)) - 1;
  while (Math.floor(greatest / 10 ** power) - Math.floor(least / 10 ** power) + 1 > bins) power++;
  return 10 ** power;
}

/** Without the last bits that decimal fractions gather. */
function rounded(number: number): number {
  return Number(number.toPrecision(12));
}
