import type { AuthEvent, EventKind, LineEvent, LineSource } from '@sidecar/events';

/** A line that is an event. What it takes to make is made when it is asked for, anew each time. */
export interface EventLine extends LineEvent {
  /** The line itself, without white space around it. */
  readonly text: string;
  /** The fields that the line has; of XML, its text as `_raw`. */
  readonly row: Readonly<Record<string, unknown>>;
  readonly event: AuthEvent;
}

/** The line that lies in `source` from `start` to `end` and was read as `event`. */
export function eventLine(source: LineSource, start: number, end: number, event: LineEvent): EventLine {
  return new Line(source, start, end, event);
}

/** A class, because its accessors are shared: millions of lines cannot each have their own. */
class Line implements EventLine {
  readonly time: number;
  readonly kind: EventKind;
  readonly names: readonly string[];
  readonly source: LineSource;
  readonly start: number;
  readonly end: number;

  constructor(source: LineSource, start: number, end: number, { time, kind, names }: LineEvent) {
    this.time = time;
    this.kind = kind;
    this.names = names;
    this.source = source;
    this.start = start;
    this.end = end;
  }

  get text(): string {
    return this.source.textOf(this.start, this.end).trim();
  }

  get row(): Readonly<Record<string, unknown>> {
    const { text } = this;
    return text.startsWith('<') ? { _raw: text } : (JSON.parse(text) as Record<string, unknown>);
  }

  get event(): AuthEvent {
    return { time: this.time, ...this.kind };
  }
}
