import { epochTime } from './epoch-time.ts';

const DASH = 45;
const COLON = 58;
const PLUS = 43;
const SPACE = 32;

/**
 * Reads a time, as milliseconds since 1970-01-01T00:00Z with the fraction kept to the microsecond, or NaN.
 *
 * Reads `YYYY-MM-DD`, then `T` or a space, `hh:mm:ss`, up to 9 fractional digits (those past the sixth are cut off) and
 * `Z`, `±hh:mm`, `±hhmm`, `±hh`, ` UTC`, ` GMT` or nothing, which means UTC. Also epoch seconds, milliseconds and Windows file times as
 * numbers or digits (see {@link epochTime}). Impossible dates, hours past 23, leap seconds, offsets past 14 hours and zones
 * with other names (`CET` means several things) are NaN.
 *
 * @example
 * parseTime('2026-09-07T01:29:53.460810Z'); // => 1788744593460.81
 * parseTime('2026-10-08 13:48:34.000 GMT'); // => 1791467314000
 * parseTime('2026-02-30T00:00:00Z'); // => NaN
 */
export function parseTime(value: unknown): number {
  if (typeof value !== 'string') return typeof value === 'number' ? epochTime(value) : Number.NaN;
  if (value.charCodeAt(4) === DASH && value.charCodeAt(value.length - 1) > SPACE) return calendarTime(value);
  const trimmed = value.trim();
  return trimmed.charCodeAt(4) === DASH ? calendarTime(trimmed) : epochTime(trimmed);
}

/** True if the text is a date and time without a zone, which only its writer knows. */
export function isZoneless(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?$/.test(value);
}

function calendarTime(text: string): number {
  const century = twoDigits(text, 0);
  const years = twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  const separator = text.charCodeAt(10) | 32; // 'T', 't' and the space
  if (
    century < 0 ||
    years < 0 ||
    month < 1 ||
    month > 12 ||
    day < 1 ||
    hour < 0 ||
    hour > 23 ||
    minute < 0 ||
    minute > 59 ||
    second < 0 ||
    second > 59 ||
    text.charCodeAt(7) !== DASH ||
    (separator !== 116 && separator !== SPACE) ||
    text.charCodeAt(13) !== COLON ||
    text.charCodeAt(16) !== COLON
  ) {
    return Number.NaN;
  }
  const year = century * 100 + years;
  if (day > daysIn(year, month)) return Number.NaN;

  let at = 19;
  let micros = 0;
  const point = text.charCodeAt(at);
  if (point === 46 || point === 44) {
    const digits = endOfDigits(text, 20);
    if (digits === 20 || digits > 29) return Number.NaN;
    for (at = 20; at < 26; at++) micros = micros * 10 + (at < digits ? text.charCodeAt(at) - 48 : 0);
    at = digits;
  }
  const offset = at === text.length - 1 && (text.charCodeAt(at) | 32) === 122 ? 0 : offsetMinutes(text, at);
  const minutes = (daysBefore(year, month) + day - 1) * 1440 + hour * 60 + minute - offset;
  const millis = (minutes * 60 + second) * 1000 + ((micros / 1000) | 0);
  const rest = micros % 1000;
  return rest === 0 ? millis : (millis * 1000 + rest) / 1000;
}

/** Minutes east of Greenwich from what follows the seconds, or NaN. */
function offsetMinutes(text: string, from: number): number {
  if (from === text.length) return 0;
  const at = text.charCodeAt(from) === SPACE ? from + 1 : from;
  const sign = text.charCodeAt(at);
  if (sign !== PLUS && sign !== DASH) {
    const zone = text.slice(at);
    return at > from && (zone === 'UTC' || zone === 'GMT' || zone === 'Z') ? 0 : Number.NaN;
  }
  const hours = twoDigits(text, at + 1);
  const colon = text.charCodeAt(at + 3) === COLON ? 1 : 0;
  const minutes = text.length === at + 3 ? 0 : twoDigits(text, at + 3 + colon);
  const wellFormed = text.length === at + 3 || text.length === at + 5 + colon;
  if (!wellFormed || hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > 840)
    return Number.NaN;
  return sign === PLUS ? hours * 60 + minutes : -(hours * 60 + minutes);
}

function endOfDigits(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); code >= 48 && code <= 57; code = text.charCodeAt(at)) at++;
  return at;
}

/** Two digits as a number, or -1. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * Days from 1970-01-01 to the first of a month in the Gregorian calendar. Years begin in March, so that the leap day is the last.
 *
 * @see Hinnant, chrono-compatible low-level date algorithms, https://howardhinnant.github.io/date_algorithms.html
 */
function daysBefore(year: number, month: number): number {
  const y = (month > 2 ? year : year - 1) + 400; // 400 years, always 146,097 days, keep it positive
  const march = month > 2 ? month - 3 : month + 9;
  const leapDays = ((y / 4) | 0) - ((y / 100) | 0) + ((y / 400) | 0);
  return y * 365 + leapDays + (((153 * march + 2) / 5) | 0) - 719_468 - 146_097;
}
