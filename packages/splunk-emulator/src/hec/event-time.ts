const timeFields = [
  '_time',
  'time',
  'timestamp',
  '@timestamp',
  'TimeCreated',
  'EventTime',
  'UtcTime',
  'TimeGenerated',
];
const inText = /\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?/;
const lookahead = 128;

/**
 * Epoch seconds of an event: from a usual time field of a JSON object, else the first ISO 8601 time in the first 128
 * characters, else undefined. Numbers count as epoch seconds, or milliseconds from 1e11 on. No offset means UTC.
 */
export function eventTime(event: unknown): number | undefined {
  if (typeof event === 'string') {
    const found = inText.exec(event.slice(0, lookahead))?.[0];
    return fieldTime(parseJson(event)) ?? parseTime(found);
  }
  return fieldTime(event);
}

function fieldTime(event: unknown): number | undefined {
  if (typeof event !== 'object' || event === null) return undefined;
  for (const name of timeFields) {
    const time = parseTime((event as Record<string, unknown>)[name]);
    if (time !== undefined) return time;
  }
  return undefined;
}

/** Epoch seconds of a number, or of a text in ISO 8601 or digits; undefined for anything else. */
export function parseTime(value: unknown): number | undefined {
  if (typeof value === 'number') return value >= 1e11 ? value / 1000 : value;
  if (typeof value !== 'string' || value === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return parseTime(Number(value));
  const text = /[zZ]$|[+-]\d{2}:?\d{2}$/.test(value) ? value : `${value}Z`;
  const [, whole, fraction = '', zone] = /^([^.]*)(\.\d+)?(.*)$/.exec(text)!;
  const time = Date.parse(`${whole}${zone}`);
  return Number.isNaN(time) ? undefined : time / 1000 + Number(`0${fraction}`);
}

function parseJson(text: string): unknown {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
