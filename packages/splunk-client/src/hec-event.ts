/** One event as the HTTP Event Collector takes it. */
export interface HecEvent {
  /** Text or an object, not empty. For metrics the word `metric`. */
  readonly event: string | object;
  /** Epoch seconds; the time of receipt when left out. */
  readonly time?: number | string;
  readonly host?: string;
  readonly source?: string;
  readonly sourcetype?: string;
  readonly index?: string;
  /** Indexed fields, flat. */
  readonly fields?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

/**
 * Why the collector would refuse an event, in its own order, or undefined. Checked before sending, because the collector stops at the first bad event
 * of a batch.
 */
export function hecEventFault(event: HecEvent): string | undefined {
  if (typeof event !== 'object' || event === null) return 'the event is not an object';
  if (event.event === undefined || event.event === null) return 'the field event is missing';
  if (event.event === '' || (typeof event.event === 'object' && Object.keys(event.event).length === 0))
    return 'the field event is blank';
  if (event.time !== undefined && !isEpochSeconds(event.time)) return 'time is not a number of seconds';
  if (event.fields !== undefined && !isFlat(event.fields))
    return 'fields is not a flat object of texts, numbers or lists of texts';
  return undefined;
}

function isEpochSeconds(time: unknown): boolean {
  return typeof time === 'number'
    ? Number.isFinite(time)
    : typeof time === 'string' && /^\d+(\.\d+)?$/.test(time);
}

function isFlat(fields: unknown): boolean {
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return false;
  return Object.values(fields).every((value) =>
    Array.isArray(value)
      ? value.every((one) => typeof one === 'string')
      : ['string', 'number', 'boolean'].includes(typeof value),
  );
}
