import type { AuthEvent } from './auth-event.ts';
import { type NormaliseOptions, normalise } from './normalise.ts';
import { parseJson } from './parse-text.ts';
import { readEventXml } from './read-event-xml.ts';
import { type Rejection, reject, shown } from './rejection.ts';

/**
 * One authentication event from a line of text, JSON or one XML `<Event>`, or why it is none. Never throws.
 *
 * A byte order mark and white space around it, a carriage return among them, are ignored.
 *
 * @example
 * normaliseLine('{"TimeCreated":"2026-09-07T01:29:53Z","user":"bob","signature_id":4625}');
 */
export function normaliseLine(line: string, options: NormaliseOptions = {}): AuthEvent | Rejection {
  const text = line.trim();
  if (text.charCodeAt(0) === 60) {
    const tree = readEventXml(text);
    return tree === null
      ? reject('not_xml', `the line is ${shown(text)}, expected one whole <Event>`)
      : normalise(tree, options);
  }
  const row = parseJson(text);
  if (row === undefined) return reject('not_json', `the line is ${shown(text)}, expected a JSON object`);
  return normalise(row, options);
}
