import type { AuthEvent, EventKind, LineEvent } from '@sidecar/events';

/** A line that is an event. What it takes to make is made when it is asked for, anew each time. */
export interface EventLine extends LineEvent {
  /** The line itself, without white space around it. */
  readonly text: string;
  /** The fields that the line has; of XML, its text as `_raw`. */
  readonly row: Readonly<Record<string, unknown>>;
  readonly event: AuthEvent;
}

/** The line that lies in `bytes` from `start` to `end` and was read as `event`. */
export function eventLine(bytes: Buffer, start: number, end: number, event: LineEvent): EventLine {
  return new Line(bytes, start, end, event);
}

/** A class, because its accessors are shared: millions of lines cannot each have their own. */
class Line implements EventLine {
  readonly time: number;
  readonly kind: EventKind;
  readonly names: readonly string[];
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;

  constructor(bytes: Buffer, start: number, end: number, { time, kind, names }: LineEvent) {
    this.time = time;
    this.kind = kind;
    this.names = names;
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }

  get text(): string {
    return this.bytes.toString('utf8', this.start, this.end).trim();
  }

  get row(): Readonly<Record<string, unknown>> {
    const { text } = this;
    return text.startsWith('<') ? { _raw: text } : (JSON.parse(text) as Record<string, unknown>);
  }

  get event(): AuthEvent {
    return { time: this.time, ...this.kind };
  }
}
