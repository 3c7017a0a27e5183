import { parseNumber } from '../../values/parse-number.ts';
import { automaticSpan } from './automatic-span.ts';
import type { BinOptions } from './bin-options.ts';
import { automaticSize, binOf, binText } from './number-bins.ts';
import type { Span, TimeSpan } from './span.ts';
import { bucketStart, nextBucket, secondsOf } from './time-buckets.ts';

/** A bin as it is written in results, and where it begins. */
export interface BinValue {
  readonly value: string | number;
  readonly low: number;
  /** Where the next one begins. */
  readonly high: number;
}

export interface Binner {
  /** The bin of a value; undefined for what is no number. */
  readonly binOf: (value: string | number) => BinValue | undefined;
  /** Of time, how it is cut. */
  readonly timeSpan?: TimeSpan;
}

/** A span without a unit, of time: seconds. */
export function asTimeSpan(span: Span): TimeSpan | undefined {
  if (span.kind === 'log') return undefined;
  if (span.kind !== 'number') return span;
  return Number.isInteger(span.size)
    ? { kind: 'time', units: span.size, perSecond: 1 }
    : { kind: 'time', units: Math.round(span.size * 1e6), perSecond: 1_000_000 };
}

/**
 * Cuts values by a span. Bins of time are called by where they begin, those of numbers by both bounds, `10-20`.
 *
 * @param span - A time span, or for `_time` also a number of seconds; other numbers and logarithms cut numbers.
 */
export function createBinner(field: string, span: Span, { alignTime = 0 }: BinOptions = {}): Binner {
  const timeSpan =
    field === '_time' || (span.kind !== 'number' && span.kind !== 'log') ? asTimeSpan(span) : undefined;
  if (timeSpan !== undefined) {
    return {
      timeSpan,
      binOf: numbersOnly((time) => {
        const low = bucketStart(timeSpan, time, alignTime);
        return { value: low, low, high: nextBucket(timeSpan, low, alignTime) };
      }),
    };
  }
  return {
    binOf: numbersOnly((number) => {
      const bin = binOf(span as Exclude<Span, TimeSpan>, number);
      return bin === undefined ? undefined : { value: binText(bin), ...bin };
    }),
  };
}

/** The span for a field whose values lie in a range, where none was given. */
export function chooseSpan(
  field: string,
  range: { readonly least: number; readonly greatest: number },
  { bins = 100, minspan, start = Infinity, end = -Infinity }: BinOptions,
): Span {
  const least = Math.min(range.least, start);
  const greatest = Math.max(range.greatest, end);
  if (field !== '_time') return { kind: 'number', size: automaticSize(least, greatest, bins) };
  const shortest = minspan === undefined ? undefined : asTimeSpan(minspan);
  return automaticSpan(least, greatest + 1e-6, {
    bins,
    ...(shortest !== undefined && { least: secondsOf(shortest) }),
  });
}

function numbersOnly(
  bin: (number: number) => BinValue | undefined,
): (value: string | number) => BinValue | undefined {
  return (value) => {
    const number = typeof value === 'number' ? value : parseNumber(value);
    return Number.isNaN(number) ? undefined : bin(number);
  };
}
