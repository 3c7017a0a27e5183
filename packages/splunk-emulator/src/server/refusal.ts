export type MessageType = 'FATAL' | 'ERROR' | 'WARN' | 'INFO' | 'DEBUG';

/** Thrown by a handler to answer with an HTTP status and one Splunk message. */
export class Refusal extends Error {
  readonly status: number;
  readonly type: MessageType;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    type: MessageType,
    text: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(text);
    this.name = 'Refusal';
    this.status = status;
    this.type = type;
    this.headers = headers;
  }
}
