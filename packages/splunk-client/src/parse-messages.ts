/** One message of Splunk's: `type` is usually FATAL, ERROR, WARN, INFO or DEBUG. */
export interface SplunkMessage {
  readonly type: string;
  readonly text: string;
}

/**
 * Every message in the body of an answer, in order. Reads both shapes, because Splunk answers a failure in XML unless
 * JSON was asked for, and on some paths even then: `{"messages":[{"type","text"}]}` and
 * `<response><messages><msg type="ERROR">text</msg></messages></response>`. HEC's `{"text","code"}` counts as one.
 *
 * @returns Empty when the body holds no message; never throws.
 * @example
 * parseMessages('<response><messages><msg type="WARN">Login failed</msg></messages></response>'); // => [ { type: 'WARN', text: 'Login failed' } ]
 */
export function parseMessages(body: string): SplunkMessage[] {
  const text = body.trimStart();
  if (text.startsWith('<')) return xmlMessages(text);
  try {
    return jsonMessages(JSON.parse(text));
  } catch {
    return [];
  }
}

/** The messages of a parsed JSON value: those of its `messages` list, or its own `text`. */
export function jsonMessages(value: unknown): SplunkMessage[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('messages' in value && Array.isArray(value.messages)) return value.messages.flatMap(oneMessage);
  return 'text' in value ? oneMessage({ type: 'ERROR', text: value.text }) : [];
}

function oneMessage(value: unknown): SplunkMessage[] {
  if (typeof value === 'string') return [{ type: 'ERROR', text: value }];
  if (typeof value !== 'object' || value === null || !('text' in value)) return [];
  const type = 'type' in value && typeof value.type === 'string' ? value.type : 'ERROR';
  return typeof value.text === 'string' ? [{ type, text: value.text }] : [];
}

function xmlMessages(xml: string): SplunkMessage[] {
  return Array.from(
    xml.matchAll(/<msg\b([^>]*)>([^<]*(?:<!\[CDATA\[[\s\S]*?\]\]>[^<]*)*)<\/msg>/g),
    ([, attributes, text]) => ({
      type: /\btype\s*=\s*["']([^"']*)["']/.exec(attributes!)?.[1] ?? 'ERROR',
      text: xmlText(text!),
    }),
  );
}

/** The text of an XML element without children: entities and CDATA sections resolved, ends trimmed. */
export function xmlText(xml: string): string {
  return xml
    .split(/<!\[CDATA\[([\s\S]*?)\]\]>/)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,4});/gi, entity)))
    .join('')
    .trim();
}

function entity(whole: string, name: string): string {
  const known = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }[name];
  if (known !== undefined) return known;
  const digits = /^#(x?)([0-9a-f]+)$/i.exec(name);
  const point = digits ? Number.parseInt(digits[2]!, digits[1] ? 16 : 10) : Number.NaN;
  return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
}
