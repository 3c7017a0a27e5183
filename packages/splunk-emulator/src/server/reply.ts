import { wantsJson, type Call } from './call.ts';
import type { MessageType } from './refusal.ts';
import { escapeXml } from './xml.ts';

/** An answer: text, or batches of lines (each with its line end) written as they come. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | AsyncIterable<readonly string[]>;
}

export const jsonType = 'application/json; charset=UTF-8';
export const xmlType = 'text/xml; charset=UTF-8';

/** Any value as JSON. */
export function jsonReply(value: unknown, status = 200): Reply {
  return { status, headers: { 'Content-Type': jsonType }, body: JSON.stringify(value) };
}

/** Text of a given content type. */
export function textReply(body: string, type: string, status = 200): Reply {
  return { status, headers: { 'Content-Type': type }, body };
}

/** Splunk's message envelope: XML by default, JSON when asked for. */
export function messageReply(
  call: Pick<Call, 'parameters'>,
  status: number,
  type: MessageType,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  const reply = wantsJson(call)
    ? jsonReply({ messages: [{ type, text }] }, status)
    : textReply(messageXml(type, text), xmlType, status);
  return { ...reply, headers: { ...reply.headers, ...headers } };
}

/** The `<response>` document that carries one message. */
export function messageXml(type: MessageType, text: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<response>\n  <messages>\n    <msg type="${type}">${escapeXml(text)}</msg>\n  </messages>\n</response>\n`;
}

/** The answer to a search that was started as a job. */
export function sidReply(call: Pick<Call, 'parameters'>, sid: string): Reply {
  if (wantsJson(call)) return jsonReply({ sid }, 201);
  const xml = `<response>\n  <sid>${escapeXml(sid)}</sid>\n</response>\n`;
  return textReply(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}`, xmlType, 201);
}
