import type { Stanza } from '../store/store.ts';
import { eventTime, parseTime } from './event-time.ts';

/** Finds the time of an event in its text, epoch seconds. */
export type FindTime = (event: unknown) => number | undefined;

/**
 * How the time of a sourcetype's events is found, by `TIME_PREFIX`, `TIME_FORMAT` and `MAX_TIMESTAMP_LOOKAHEAD` of
 * `props.conf`: straight after the prefix, an ISO 8601 time or, for `%s`, epoch seconds. Where the settings say anything
 * else, or nothing, it is looked for in the usual places.
 */
export function timeFinder(props: readonly Stanza[], sourcetype: string): FindTime {
  const own = props.filter(({ name }) => name === sourcetype).map(({ settings }) => settings);
  const settings: Stanza['settings'] = Object.assign({}, ...own);
  const prefix = compile(settings['TIME_PREFIX']);
  const format = settings['TIME_FORMAT'] ?? '';
  const isEpoch = format.startsWith('%s');
  if (prefix === undefined || !(format === '' || isEpoch || /^%(F|Y-%m-%d)/.test(format))) return eventTime;
  const lookahead = Number(settings['MAX_TIMESTAMP_LOOKAHEAD'] ?? 128);
  const shape = isEpoch ? /^\d{9,10}(?:\.\d+)?/ : iso;
  return (event) => {
    const raw = typeof event === 'string' ? event : JSON.stringify(event);
    const found = prefix.exec(raw);
    if (found === null) return undefined;
    const start = found.index + found[0].length;
    return parseTime(shape.exec(raw.slice(start, start + lookahead))?.[0]);
  };
}

const iso = /^\s*\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?/;

function compile(pattern: string | undefined): RegExp | undefined {
  try {
    return pattern === undefined ? undefined : new RegExp(pattern);
  } catch {
    return undefined;
  }
}
