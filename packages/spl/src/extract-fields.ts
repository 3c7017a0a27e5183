import { emptyRow } from './empty-row.ts';
import type { Row } from './row.ts';

/** Names that extraction never overwrites, beside those that start with an underscore. */
const reserved = new Set(['host', 'source', 'sourcetype', 'index', 'splunk_server', 'linecount']);

/** Adds the wanted fields of an event to its row: indexed ones first, then those found in `_raw`. */
export function addFields(
  row: Row,
  indexed: Readonly<Record<string, string | readonly string[]>>,
  isWanted: (name: string) => boolean,
  indexedOnly = false,
): void {
  for (const fields of [indexed, indexedOnly ? {} : extractFields(String(row['_raw'] ?? ''))]) {
    for (const [name, value] of Object.entries(fields)) {
      if (isWanted(name) && !isReserved(name) && row[name] === undefined) row[name] = value;
    }
  }
}

function isReserved(name: string): boolean {
  return name.startsWith('_') || reserved.has(name);
}

/**
 * Fields of an event's raw text: all of them when it is a JSON object, otherwise `key=value` pairs.
 *
 * Nested objects give `a.b`, arrays `a{}` with several values. Every value is text; JSON null is the text `null`.
 */
export function extractFields(raw: string): Row {
  const fields: Record<string, string | string[]> = emptyRow() as Record<string, string | string[]>;
  const json = parseObject(raw);
  if (json === undefined) addPairs(fields, raw);
  else addJson(fields, '', json);
  return fields;
}

/** The JSON object that a text is, if it is one. */
function parseObject(raw: string): Readonly<Record<string, unknown>> | undefined {
  if (!raw.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(raw) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

function addJson(fields: Record<string, string | string[]>, name: string, value: unknown): void {
  if (Array.isArray(value)) {
    for (const item of value) addJson(fields, `${name}{}`, item);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value))
      addJson(fields, name === '' ? key : `${name}.${key}`, item);
  } else {
    addValue(fields, name, String(value));
  }
}

const pair = /(?:^|[\s,;])([A-Za-z_][\w.:]*)=(?:"((?:[^"\\]|\\.)*)"|([^\s,;"]+))/g;

function addPairs(fields: Record<string, string | string[]>, raw: string): void {
  for (const [, name, quoted, plain] of raw.matchAll(pair)) {
    if (fields[name!] !== undefined) continue;
    addValue(fields, name!, quoted === undefined ? plain! : quoted.replace(/\\(["\\])/g, '$1'));
  }
}

function addValue(fields: Record<string, string | string[]>, name: string, value: string): void {
  const present = fields[name];
  if (present === undefined) fields[name] = value;
  else if (typeof present === 'string') fields[name] = [present, value];
  else present.push(value);
}
