import { parseTime } from './parse-time.ts';
import { type Rejection, reject, shown } from './rejection.ts';

/** Time of an event as milliseconds, or why it has none. `latest` is the last millisecond that is not the future. */
export function eventTime(value: unknown, latest: number): number | Rejection {
  const time = parseTime(value);
  if (time <= latest) return time;
  if (time > latest) return reject('future_time', `time is ${shown(value)}, later than the latest allowed`);
  if (value === undefined || value === null || value === '' || value === '-')
    return reject('no_time', 'no time in the row');
  if (typeof value === 'object' || typeof value === 'boolean') {
    return reject('wrong_type', `time is ${shown(value)}, expected text or a number`);
  }
  return reject(
    'bad_time',
    `time is ${shown(value)}, expected ISO 8601 with a numeric offset, UTC or GMT, or epoch seconds`,
  );
}
