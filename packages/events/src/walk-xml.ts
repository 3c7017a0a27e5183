import { decodeXml } from './decode-xml.ts';

/** One element as it closes: its name, its attributes and the text directly inside. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
}

const deepest = 32;
const none: Readonly<Record<string, string>> = Object.freeze(Object.create(null) as Record<string, string>);

interface StartTag extends XmlElement {
  /** Position after the tag. */
  readonly at: number;
  readonly isEmpty: boolean;
}

const QUOTE = 34;
const APOSTROPHE = 39;
const SLASH = 47;
const EQUALS = 61;
const GREATER = 62;

/**
 * Walks one XML element and calls `onClose` for each inside it, and last for itself, with the names of those around it.
 *
 * Reads elements, attributes, text, CDATA, comments, processing instructions, the five named entities and character references. A document
 * type is refused, so nothing is ever expanded or fetched; so is nesting past 32. Time is linear in the length.
 *
 * @returns False if the text is not one whole, well-formed element of this kind; `onClose` may have been called by then.
 * @see Extensible Markup Language (XML) 1.0, fifth edition.
 */
export function walkXml(
  xml: string,
  onClose: (element: XmlElement, around: readonly XmlElement[]) => void,
): boolean {
  const open: XmlElement[] = [];
  let elements = 0;
  let at = 0;
  while (at < xml.length) {
    const next = xml.indexOf('<', at);
    const end = next < 0 ? xml.length : next;
    const parent = open.at(-1);
    if (end > at) {
      const text = xml.slice(at, end);
      if (parent !== undefined) parent.text += decodeXml(text);
      else if (text.trim() !== '') return false;
    }
    if (next < 0) break;

    const mark = xml.charCodeAt(next + 1);
    if (mark === 33 || mark === 63) {
      at = skipMarkup(xml, next, parent);
    } else if (mark === SLASH) {
      const element = open.pop();
      if (element === undefined || !xml.startsWith(element.name, next + 2)) return false;
      const close = endOfSpace(xml, next + 2 + element.name.length);
      if (xml.charCodeAt(close) !== GREATER) return false;
      at = close + 1;
      onClose(element, open);
    } else {
      if (open.length === 0 && elements > 0) return false;
      const element = readElement(xml, next + 1);
      if (element === null || open.length === deepest) return false;
      elements++;
      at = element.at;
      if (element.isEmpty) onClose(element, open);
      else open.push(element);
    }
    if (at < 0) return false;
  }
  return elements > 0 && open.length === 0;
}

/** Position after a comment, an instruction or CDATA, whose text goes to the parent; -1 for anything else, as a document type. */
function skipMarkup(xml: string, at: number, parent: XmlElement | undefined): number {
  if (xml.startsWith('<?', at)) return after(xml, '?>', at + 2);
  if (xml.startsWith('<!--', at)) return after(xml, '-->', at + 4);
  if (!xml.startsWith('<![CDATA[', at) || parent === undefined) return -1;
  const end = after(xml, ']]>', at + 9);
  if (end > 0) parent.text += xml.slice(at + 9, end - 3);
  return end;
}

function after(xml: string, mark: string, from: number): number {
  const found = xml.indexOf(mark, from);
  return found < 0 ? -1 : found + mark.length;
}

/** Reads a start tag whose name begins at `from`; null if it is malformed. */
function readElement(xml: string, from: number): StartTag | null {
  let at = endOfName(xml, from);
  if (at === from) return null;
  const name = xml.slice(from, at);
  let attributes: Record<string, string> | undefined;
  for (;;) {
    const start = endOfSpace(xml, at);
    const end = endOfName(xml, start);
    if (end === start) {
      const isEmpty = xml.charCodeAt(start) === SLASH;
      const close = isEmpty ? start + 1 : start;
      if (xml.charCodeAt(close) !== GREATER) return null;
      return { name, attributes: attributes ?? none, text: '', at: close + 1, isEmpty };
    }
    const equals = endOfSpace(xml, end);
    const open = endOfSpace(xml, equals + 1);
    const quote = xml.charCodeAt(open);
    if (start === at || xml.charCodeAt(equals) !== EQUALS || (quote !== QUOTE && quote !== APOSTROPHE))
      return null;
    const close = xml.indexOf(quote === QUOTE ? '"' : "'", open + 1);
    if (close < 0) return null;
    attributes ??= Object.create(null) as Record<string, string>;
    attributes[xml.slice(start, end)] = decodeXml(xml.slice(open + 1, close));
    at = close + 1;
  }
}

/** Position after white space. */
function endOfSpace(xml: string, from: number): number {
  let at = from;
  while (xml.charCodeAt(at) <= 32) at++;
  return at;
}

/** Position after a name; `from` itself if none begins there. Names of events are ASCII. */
function endOfName(xml: string, from: number): number {
  let at = from;
  for (;;) {
    const code = xml.charCodeAt(at);
    const letter = code | 32;
    const isFirst = (letter >= 97 && letter <= 122) || code === 95;
    if (!isFirst && (at === from || !((code >= 48 && code <= 58) || code === 45 || code === 46))) return at;
    at++;
  }
}
