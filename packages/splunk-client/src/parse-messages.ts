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

/** Reads forward only: the time it takes grows with the length, whatever the text. A message without its end is left out. */
function xmlMessages(xml: string): SplunkMessage[] {
  const messages: SplunkMessage[] = [];
  for (let start = xml.indexOf('<msg'); start >= 0; start = xml.indexOf('<msg', start + 1)) {
    const open = xml.indexOf('>', start);
    const end = open < 0 ? -1 : endOfText(xml, open + 1);
    if (end < 0) break;
    if (!/[\s>]/.test(xml[start + 4]!) || !xml.startsWith('</msg>', end)) continue;
    const type = /\stype\s*=\s*["']([^"']*)["']/.exec(xml.slice(start, open).slice(0, 1000))?.[1] ?? 'ERROR';
    messages.push({ type, text: xmlText(xml.slice(open + 1, end)) });
    start = end;
  }
  return messages;
}

/** Where the text of an element ends: the first `<` that opens no CDATA section; -1 without one. */
function endOfText(xml: string, start: number): number {
  let at = xml.indexOf('<', start);
  while (at >= 0 && xml.startsWith('<![CDATA[', at)) {
    const close = xml.indexOf(']]>', at);
    if (close < 0) return -1;
    at = xml.indexOf('<', close);
  }
  return at;
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
