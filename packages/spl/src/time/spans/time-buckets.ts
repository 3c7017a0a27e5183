import type { TimeSpan } from './span.ts';

const DAY = 86_400;

/** 1970 began on a Thursday. */
const FIRST_WEEKDAY = 4;

/**
 * Beginning of the bin that a time lies in.
 *
 * Bins are counted from the epoch, or from `alignTime` if they are shorter than a day; days, months and years ignore it
 * and begin at midnight in UTC.
 *
 * @param time - Epoch seconds.
 * @returns Epoch seconds, not after `time`.
 * @example
 * bucketStart({ kind: 'time', units: 3600, perSecond: 1 }, 7290); // => 7200
 */
export function bucketStart(span: TimeSpan, time: number, alignTime = 0): number {
  if (span.kind === 'time') {
    const { units, perSecond } = span;
    const offset = Math.floor((time - alignTime) * perSecond + 1e-6);
    return alignTime + (Math.floor(offset / units) * units) / perSecond;
  }
  if (span.kind === 'days') {
    const offset = span.weekday === undefined ? 0 : span.weekday - FIRST_WEEKDAY;
    const day = Math.floor(time / DAY) - offset;
    return (Math.floor(day / span.days) * span.days + offset) * DAY;
  }
  const date = new Date(time * 1000);
  const month = (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
  return monthStart(Math.floor(month / span.months) * span.months);
}

/** Beginning of the bin after the one that begins at `start`. */
export function nextBucket(span: TimeSpan, start: number, alignTime = 0): number {
  if (span.kind === 'time') {
    const { units, perSecond } = span;
    return alignTime + (Math.round((start - alignTime) * perSecond) + units) / perSecond;
  }
  if (span.kind === 'days') return start + span.days * DAY;
  const date = new Date(start * 1000);
  return monthStart((date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth() + span.months);
}

/** How many seconds a bin has; of months it is the length of thirty days for each, as the real one varies. */
export function secondsOf(span: TimeSpan): number {
  if (span.kind === 'time') return span.units / span.perSecond;
  return (span.kind === 'days' ? span.days : 30 * span.months) * DAY;
}

function monthStart(month: number): number {
  return Date.UTC(1970, month, 1) / 1000;
}
