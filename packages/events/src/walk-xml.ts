import { decodeXml } from './decode-xml.ts';

/** One element as it closes: its name, its attributes and the text directly inside. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
}

const deepest = 32;
const none: Readonly<Record<string, string>> = Object.freeze(Object.create(null) as Record<string, string>);
const namePattern = /[A-Za-z_][\w.:-]*/y;
const attributePattern = /\s+([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const endPattern = /\s*(\/?)>/y;

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
    } else if (mark === 47) {
      const element = open.pop();
      if (element === undefined || !xml.startsWith(element.name, next + 2)) return false;
      const tag = endOfTag(xml, next + 2 + element.name.length);
      if (tag === null || tag.isEmpty) return false;
      at = tag.at;
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

function readElement(xml: string, from: number): (XmlElement & { at: number; isEmpty: boolean }) | null {
  namePattern.lastIndex = from;
  const name = namePattern.exec(xml)?.[0];
  if (name === undefined) return null;
  let at = from + name.length;
  let attributes: Record<string, string> | undefined;
  for (;;) {
    attributePattern.lastIndex = at;
    const found = attributePattern.exec(xml);
    if (found === null) break;
    attributes ??= Object.create(null) as Record<string, string>;
    attributes[found[1]!] = decodeXml(found[2] ?? found[3]!);
    at = attributePattern.lastIndex;
  }
  const end = endOfTag(xml, at);
  return end === null ? null : { name, attributes: attributes ?? none, text: '', ...end };
}

function endOfTag(xml: string, from: number): { at: number; isEmpty: boolean } | null {
  endPattern.lastIndex = from;
  const found = endPattern.exec(xml);
  return found === null ? null : { at: endPattern.lastIndex, isEmpty: found[1] !== '' };
}
