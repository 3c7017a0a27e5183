import { emptyRow, extractFields, matchesAny, type Row } from '@sidecar/spl';
import type { IndexedEvent } from '../store/store.ts';
import type { CalculatedField } from './calculated-fields.ts';

/** Names that extraction never overwrites, beside those that start with an underscore. */
const reserved = new Set(['host', 'source', 'sourcetype', 'index', 'splunk_server', 'linecount']);

/** What `props.conf` says of the events of a sourcetype. */
export interface EventProps {
  /** `auto` takes JSON objects and `key=value` pairs, `json` the former alone, `none` nothing. */
  readonly kvMode: 'auto' | 'json' | 'none';
  readonly calculated: readonly CalculatedField[];
}

/**
 * The row of an event: the fields Splunk always returns, and those extracted fields that the search asks for.
 *
 * Splunk leaves the rest in `_raw` unless they are named, `fields *` is used or the search runs in verbose mode.
 */
export function createRowMaker(
  wanted: readonly string[],
  propsOf: (sourcetype: string) => EventProps,
  indexedOnly = false,
): (event: IndexedEvent) => Row {
  const isWanted = matchesAny(wanted.filter((name) => !isReserved(name)));
  const plans = new Map<string, (event: IndexedEvent) => Row>();
  return (event) => {
    let plan = plans.get(event.sourcetype);
    if (plan === undefined) {
      const { kvMode, calculated } = propsOf(event.sourcetype);
      plan = indexedOnly
        ? extractor(wanted, 'none')
        : calculating(
            wanted,
            kvMode,
            calculated.filter(({ name }) => isWanted(name)),
          );
      plans.set(event.sourcetype, plan);
    }
    return plan(event);
  };
}

/** Extracts what is wanted and what calculated fields are made of, and leaves the latter out again. */
function calculating(
  wanted: readonly string[],
  kvMode: EventProps['kvMode'],
  calculated: readonly CalculatedField[],
): (event: IndexedEvent) => Row {
  if (calculated.length === 0) return extractor(wanted, kvMode);
  const isWanted = matchesAny(wanted);
  const needs = calculated.flatMap((field) => field.needs);
  const extra = needs.filter((name) => !isReserved(name) && !isWanted(name));
  const extract = extractor([...new Set([...wanted, ...needs])], kvMode);
  return (event) => {
    const row = extract(event);
    const values = calculated.map(({ valueOf }) => valueOf(row));
    for (const name of extra) delete row[name];
    for (const [i, value] of values.entries()) {
      if (value === undefined) delete row[calculated[i]!.name];
      else row[calculated[i]!.name] = value;
    }
    return row;
  };
}

function extractor(wanted: readonly string[], kvMode: EventProps['kvMode']): (event: IndexedEvent) => Row {
  const extracted = wanted.filter((name) => !isReserved(name));
  if (extracted.length === 0) return defaultFields;
  const isWanted = matchesAny(extracted);
  const names = extracted.every((name) => /^[^.*{}]+$/.test(name)) ? extracted : undefined;
  return (event) => {
    const row = defaultFields(event);
    const json = kvMode === 'none' ? undefined : parseObject(event.raw);
    if (names !== undefined && event.fields === undefined && addTopLevel(row, json, names)) return row;
    const isRead = json !== undefined || kvMode === 'auto';
    for (const fields of [event.fields ?? {}, isRead ? extractFields(event.raw) : {}]) {
      for (const [name, value] of Object.entries(fields)) {
        if (isWanted(name) && !isReserved(name) && row[name] === undefined) row[name] = value;
      }
    }
    return row;
  };
}

type JsonObject = Readonly<Record<string, unknown>>;

/** The quick way to plain fields of a JSON object; false, and nothing done, when it does not give the same. */
function addTopLevel(row: Row, json: JsonObject | undefined, names: readonly string[]): boolean {
  if (json === undefined || Object.hasOwn(json, '')) return false;
  const found = names.filter((name) => Object.hasOwn(json, name));
  if (found.some((name) => typeof json[name] === 'object' && json[name] !== null)) return false;
  for (const name of found) row[name] = String(json[name]);
  return true;
}

function parseObject(raw: string): JsonObject | undefined {
  if (!raw.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(raw) as JsonObject;
  } catch {
    return undefined;
  }
}

function isReserved(name: string): boolean {
  return name.startsWith('_') || reserved.has(name);
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
