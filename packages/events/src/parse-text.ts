import { type Fields, isFields } from './fields.ts';
import { readEventXml } from './read-event-xml.ts';

/** The object in a text, JSON or one XML `<Event>`, or null if it holds neither. Never throws. */
export function parseText(text: string): Fields | null {
  const trimmed = text.trim(); // a byte order mark counts as white space
  if (trimmed.startsWith('<')) return readEventXml(trimmed);
  if (!trimmed.startsWith('{')) return null;
  const value = parseJson(trimmed);
  return isFields(value) ? value : null;
}

/** The value of a JSON text, or undefined if it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
