import { copyRow, emptyRow } from '../empty-row.ts';
import type { Environment, LookupTable, Macro, WrittenEvent } from '../environment.ts';
import { matchesAny, matchesWildcard } from '../wildcard.ts';
import type { Batches, FieldValue, Row } from '../row.ts';
import { inBatches } from '../commands/streaming.ts';
import { addFields } from '../extract-fields.ts';

/** An event as a test gives it: `raw` is its text, an object becomes JSON. */
export interface MemoryEvent {
  readonly raw: string | object;
  /** Epoch seconds. @default now */
  readonly time?: number;
  /** When it was indexed, epoch seconds. @default its time */
  readonly indexTime?: number;
  /** @default 'main' */
  readonly index?: string;
  readonly sourcetype?: string;
  readonly source?: string;
  readonly host?: string;
  /** Indexed fields. */
  readonly fields?: Readonly<Record<string, string | string[]>>;
}

/** A lookup with its rows at the start. */
export interface MemoryLookup extends Omit<LookupTable, 'rows' | 'write' | 'fields'> {
  /** `fields_list`: nothing else is kept. @default the fields of the rows, as of a file's header */
  readonly fields?: readonly string[];
  readonly rows: readonly Readonly<Record<string, FieldValue>>[];
}

export interface MemoryOptions {
  /** Epoch seconds. @default 0 */
  readonly now?: number;
  readonly events?: readonly MemoryEvent[];
  readonly lookups?: Readonly<Record<string, MemoryLookup>>;
  /** By name; a macro with arguments is called `name(2)`, as in macros.conf. */
  readonly macros?: Readonly<Record<string, string | Macro>>;
  /** Kinds of indexes. @default main, an event index */
  readonly indexes?: Readonly<Record<string, 'event' | 'metric'>>;
  /** Searches of event types by name. */
  readonly eventTypes?: Readonly<Record<string, string>>;
  /** Names of event types by tag. */
  readonly tags?: Readonly<Record<string, readonly string[]>>;
  /** What the user may do. @default everything */
  readonly capabilities?: readonly string[];
  readonly identity?: Partial<Environment['identity']>;
}

/** An environment that holds everything in memory, and what was written to it. */
export interface MemoryEnvironment extends Environment {
  /** What `collect` and `mcollect` wrote, in order. */
  readonly written: readonly WrittenEvent[];
}

/**
 * An environment for tests: events, lookups, macros and indexes in memory.
 *
 * @example
 * createMemoryEnvironment({ now: 100, events: [{ time: 1, raw: { user: 'ann' } }] });
 */
export function createMemoryEnvironment(options: MemoryOptions = {}): MemoryEnvironment {
  const {
    now = 0,
    macros = {},
    indexes = { main: 'event' },
    eventTypes = {},
    tags = {},
    capabilities,
  } = options;
  const written: WrittenEvent[] = [];
  const events: StoredRow[] = (options.events ?? []).map((event) => store(event, now));
  const lookups = new Map(
    Object.entries(options.lookups ?? {}).map(([name, lookup]) => [name, memoryLookup(lookup)]),
  );
  return {
    now,
    identity: { sid: '1.1', user: 'admin', app: 'search', ...options.identity },
    written,
    readEvents(query) {
      const tests = query.metadata.map(({ field, anyOf }) => {
        const patterns = anyOf.map((pattern) => matchesWildcard(pattern));
        return ({ row }: StoredRow) => patterns.some((matches) => matches(String(row[field])));
      });
      const isWanted = matchesAny(query.fields);
      const sign = query.order === 'newest' ? -1 : 1;
      const found = events
        .filter(
          ({ time, indexTime }) =>
            time >= query.earliest &&
            time < query.latest &&
            indexTime >= query.indexEarliest &&
            indexTime < query.indexLatest,
        )
        .filter((event) => tests.every((holds) => holds(event)))
        .toReversed()
        .sort((a, b) => sign * (a.time - b.time));
      return inBatches(found.map((event) => rowOf(event, isWanted, query.indexedFieldsOnly)));
    },
    macro: (name, count) => {
      const found = macros[count === 0 ? name : `${name}(${count})`];
      return typeof found === 'string' ? { definition: found, args: [] } : found;
    },
    lookup: (name) => lookups.get(name),
    eventType: (name) => eventTypes[name],
    eventTypesTagged: (tag) => (tags[tag] ?? []).flatMap((name) => eventTypes[name] ?? []),
    indexType: (name) => indexes[name],
    isCapable: (capability) => capabilities === undefined || capabilities.includes(capability),
    append(more) {
      written.push(...more);
      events.push(...more.map((event) => store(event, now)));
      return Promise.resolve();
    },
  };
}

interface StoredRow {
  readonly time: number;
  readonly indexTime: number;
  /** The fields that every event has. */
  readonly row: Row;
  readonly fields: Readonly<Record<string, string | string[]>>;
}

function store(event: MemoryEvent, now: number): StoredRow {
  const { time = now, indexTime = time, fields = {} } = event;
  const row = emptyRow();
  row['_indextime'] = String(indexTime);
  row['_raw'] = typeof event.raw === 'string' ? event.raw : JSON.stringify(event.raw);
  row['_time'] = String(time);
  row['host'] = event.host ?? 'localhost';
  row['index'] = event.index ?? 'main';
  row['source'] = event.source ?? 'memory';
  row['sourcetype'] = event.sourcetype ?? 'json';
  return { time, indexTime, row, fields };
}

function rowOf({ row, fields }: StoredRow, isWanted: (name: string) => boolean, indexedOnly = false): Row {
  const copy = copyRow(row);
  addFields(copy, fields, isWanted, indexedOnly);
  return copy;
}

function memoryLookup({ fields: fixed, rows: first, ...settings }: MemoryLookup): LookupTable {
  let rows: readonly Row[] = first.map((row) => copyRow(row));
  const fieldsNow = (): readonly string[] => fixed ?? [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return {
    ...settings,
    get fields() {
      return fieldsNow();
    },
    rows: () => inBatches(rows.map(copyRow)),
    async write(batches: Batches, { append, keyField }) {
      const isReplaced = !append && keyField === undefined;
      const kept = isReplaced && fixed === undefined ? [] : fieldsNow();
      const isKept = kept.length === 0 ? () => true : matchesAny(kept);
      const more: Row[] = [];
      for await (const batch of batches) for (const row of batch) more.push(pick(row, isKept));
      const keys = new Set(keyField === undefined ? [] : more.map((row) => String(row[keyField])));
      const others = rows.filter((row) => keyField === undefined || !keys.has(String(row[keyField])));
      rows = isReplaced ? more : [...others, ...more];
    },
  };
}

function pick(row: Row, isKept: (name: string) => boolean): Row {
  const kept = emptyRow();
  for (const name of Object.keys(row)) if (isKept(name)) kept[name] = row[name]!;
  return kept;
}
