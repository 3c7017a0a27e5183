import { parseTime } from './parse-time.ts';

/** Reads times from bytes, as {@link parseTime} does from text. */
export type TimeReader = (bytes: Uint8Array, from: number, to: number) => number;

/** `YYYY-MM-DD`. */
const DATE = 10;

/**
 * Made for times that follow each other: a date is parsed once, then only hours to microseconds are read. What does not look like
 * `YYYY-MM-DDThh:mm:ss.fffffffZ` is left to `parseTime`. Control characters, which JSON does not allow in a text, are in no time.
 */
export function createTimeReader(): TimeReader {
  const date = new Uint8Array(DATE);
  let midnight = Number.NaN;

  const readDate = (bytes: Uint8Array, from: number): void => {
    midnight = parseTime(`${textOf(bytes, from, from + DATE)}T00:00:00Z`);
    for (let i = 0; i < DATE; i++) date[i] = bytes[from + i]!;
  };

  return (bytes, from, to) => {
    const at = from + DATE;
    if (to - from < 20 || bytes[at] !== 84 || bytes[to - 1] !== 90) return parseText(bytes, from, to);
    for (let i = 0; i < DATE; i++) {
      if (date[i] === bytes[from + i]) continue;
      readDate(bytes, from);
      break;
    }
    const hour = twoDigits(bytes, at + 1);
    const minute = twoDigits(bytes, at + 4);
    const second = twoDigits(bytes, at + 7);
    const fraction = to - 1 - (at + 9);
    const isPlain =
      hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60 && fraction <= 10;
    if (!isPlain || bytes[at + 3] !== 58 || bytes[at + 6] !== 58) return parseText(bytes, from, to);
    const micros = fraction === 0 ? 0 : microsOf(bytes, at + 9, to - 1);
    if (micros < 0) return parseText(bytes, from, to);
    const millis = midnight + ((hour * 60 + minute) * 60 + second) * 1000 + ((micros / 1000) | 0);
    const rest = micros % 1000;
    return rest === 0 ? millis : (millis * 1000 + rest) / 1000;
  };
}

/** Of a point and one to nine digits, or -1. */
function microsOf(bytes: Uint8Array, point: number, to: number): number {
  if (bytes[point] !== 46 || to - point < 2) return -1;
  let micros = 0;
  for (let i = point + 1; i < point + 7; i++) {
    const digit = i < to ? bytes[i]! - 48 : 0;
    if (digit < 0 || digit > 9) return -1;
    micros = micros * 10 + digit;
  }
  for (let i = point + 7; i < to; i++) if (bytes[i]! < 48 || bytes[i]! > 57) return -1;
  return micros;
}

function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - 48;
  const ones = bytes[at + 1]! - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

/** Text in JSON holds no control characters; what is not ASCII is no time. */
function parseText(bytes: Uint8Array, from: number, to: number): number {
  for (let i = from; i < to; i++) if (bytes[i]! < 32 || bytes[i]! > 126) return Number.NaN;
  return parseTime(textOf(bytes, from, to));
}

function textOf(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
