import type { IndexedEvent } from '../store/store.ts';
import { emptyRow } from './empty-row.ts';
import { extractFields, parseObject } from './extract-fields.ts';
import type { Row } from './search-engine.ts';
import { matchesWildcard } from './wildcard.ts';

/** Names that extraction never overwrites, beside those that start with an underscore. */
const reserved = new Set(['host', 'source', 'sourcetype', 'index', 'splunk_server', 'linecount']);

/**
 * The row of an event: the fields Splunk always returns, and those extracted fields that the search asks for.
 *
 * Splunk leaves the rest in `_raw` unless they are named, `fields *` is used or the search runs in verbose mode.
 */
export function createRowMaker(wanted: readonly string[]): (event: IndexedEvent) => Row {
  const extracted = wanted.filter((name) => !isReserved(name));
  if (extracted.length === 0) return defaultFields;
  const isWanted = matchesAny(extracted);
  const names = extracted.every((name) => /^[^.*{}]+$/.test(name)) ? extracted : undefined;
  return (event) => {
    const row = defaultFields(event);
    if (names !== undefined && event.fields === undefined && addTopLevel(row, event.raw, names)) return row;
    for (const fields of [event.fields ?? {}, extractFields(event.raw)]) {
      for (const [name, value] of Object.entries(fields)) {
        if (isWanted(name) && !isReserved(name) && row[name] === undefined) row[name] = value;
      }
    }
    return row;
  };
}

/** The quick way to plain fields of a JSON object; false, and nothing done, when it does not give the same. */
function addTopLevel(row: Row, raw: string, names: readonly string[]): boolean {
  const json = parseObject(raw);
  if (json === undefined || Object.hasOwn(json, '')) return false;
  const found = names.filter((name) => Object.hasOwn(json, name));
  if (found.some((name) => typeof json[name] === 'object' && json[name] !== null)) return false;
  for (const name of found) row[name] = String(json[name]);
  return true;
}

function isReserved(name: string): boolean {
  return name.startsWith('_') || reserved.has(name);
}

/** Tells whether a name is one of the names or matches one of the patterns. */
export function matchesAny(names: readonly string[]): (name: string) => boolean {
  const exact = new Set(names.filter((name) => !name.includes('*')));
  const patterns = names
    .filter((name) => name.includes('*'))
    .map((name) => matchesWildcard(name, 'exact-case'));
  return (name) => exact.has(name) || patterns.some((matches) => matches(name));
}

function defaultFields(event: IndexedEvent): Row {
  const row = emptyRow();
  row['_bkt'] = `${event.index}~0~00000000-0000-4000-8000-000000000000`;
  row['_cd'] = `0:${event.serial}`;
  row['_indextime'] = String(event.indexTime);
  row['_raw'] = event.raw;
  row['_serial'] = '0';
  row['_si'] = ['emulator', event.index];
  row['_sourcetype'] = event.sourcetype;
  row['_time'] = String(Math.round(event.time * 1e6) / 1e6);
  row['host'] = event.host;
  row['index'] = event.index;
  row['linecount'] = String(countLines(event.raw));
  row['source'] = event.source;
  row['sourcetype'] = event.sourcetype;
  row['splunk_server'] = 'emulator';
  return row;
}

function countLines(raw: string): number {
  let lines = 1;
  for (let at = raw.indexOf('\n'); at !== -1; at = raw.indexOf('\n', at + 1)) lines++;
  return lines;
}
