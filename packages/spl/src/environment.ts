import type { Batches, Row } from './row.ts';

/** Index, sourcetype, source and host: what is the same for very many events, and can be asked for without reading them. */
export type MetadataField = 'index' | 'sourcetype' | 'source' | 'host';

/** Which events a search needs; an environment may give more than `metadata` asks for, never fewer. */
export interface EventQuery {
  /** Half-open window on event time, epoch seconds. */
  readonly earliest: number;
  readonly latest: number;
  /** Half-open window on index time, epoch seconds. */
  readonly indexEarliest: number;
  readonly indexLatest: number;
  /** All must hold; in each, one of the case-insensitive patterns (`*` matches anything). */
  readonly metadata: readonly { readonly field: MetadataField; readonly anyOf: readonly string[] }[];
  /** By event time. */
  readonly order: 'newest' | 'oldest';
  /** Names or patterns of the fields that extraction must supply beside those that every event has. */
  readonly fields: readonly string[];
  /** Whether fields that are found in `_raw` are left out, as `tstats` sees but what was indexed. @default false */
  readonly indexedFieldsOnly?: boolean;
}

/** A macro as macros.conf holds it. */
export interface Macro {
  readonly definition: string;
  /** Names of its arguments, in order. */
  readonly args: readonly string[];
  /** Whether `definition` is an eval expression that gives the text (`iseval`). */
  readonly isEval?: boolean;
  /** An eval expression over the arguments that must hold, and what to say if not. */
  readonly validation?: string;
  readonly errorMessage?: string;
}

/** A lookup table, whatever it is kept in. */
export interface LookupTable {
  /** `fields_list` of a collection or header of a file; fields beyond it are not read or written. */
  readonly fields: readonly string[];
  /** @default true */
  readonly isCaseSensitive?: boolean;
  /** How fields are matched, where not exactly. */
  readonly matchTypes?: Readonly<Record<string, 'wildcard' | 'cidr'>>;
  readonly minMatches?: number;
  /** @default 1000 */
  readonly maxMatches?: number;
  readonly defaultMatch?: string;
  /** All rows, made anew each time: who reads them may change them. */
  rows(): Batches;
  /** Replaces all rows, or adds to them; with `keyField` rows of the same key are replaced. */
  write(rows: Batches, options: { readonly append: boolean; readonly keyField?: string }): Promise<void>;
}

/** What `collect` and `mcollect` write. */
export interface WrittenEvent {
  readonly index: string;
  readonly time: number;
  readonly sourcetype: string;
  readonly source: string;
  readonly host: string;
  readonly raw: string;
  readonly fields?: Readonly<Record<string, string | string[]>>;
}

/** A search that is kept: `| savedsearch NAME`, `search_name` of summary events. */
export interface SearchIdentity {
  readonly sid: string;
  readonly user: string;
  readonly app: string;
  /** Name of the saved search that is run, if one is. */
  readonly savedSearch?: string;
}

/** Everything outside of a search that it can see. The emulator has one over its database; `createMemoryEnvironment` is for tests. */
export interface Environment {
  /** Epoch seconds that relative times count from. */
  readonly now: number;
  readonly identity: SearchIdentity;
  /** Names or patterns of the indexes that a search looks in that names none. @default ['main'] */
  readonly defaultIndexes?: readonly string[];
  /** Rows of events that `fields` were extracted from. `_time`, `_raw`, `_indextime`, host, source, sourcetype, index are always there. */
  readEvents(query: EventQuery): Batches;
  /** `name` without its arguments; undefined if there is no macro of that name and number of arguments. */
  macro(name: string, argumentCount: number): Macro | undefined;
  lookup(name: string): LookupTable | undefined;
  /** Search expressions of the event types that carry a tag, such as `tag=authentication`. */
  eventTypesTagged(tag: string): readonly string[];
  /** Search expression of an event type. */
  eventType(name: string): string | undefined;
  indexType(name: string): 'event' | 'metric' | undefined;
  /** Whether the user may do something that not everybody may: `run_collect`, `run_mcollect`, `schedule_search`. */
  isCapable(capability: string): boolean;
  append(events: readonly WrittenEvent[]): Promise<void>;
}

/** What a search is asked to look at. */
export interface SearchScope {
  /** `earliest_time` and `latest_time` as sent; modifiers in the search itself win. */
  readonly earliest?: string;
  readonly latest?: string;
  readonly indexEarliest?: string;
  readonly indexLatest?: string;
  /** Field names or patterns to extract although the search names none of them (`rf`, or `*` in verbose mode). */
  readonly requiredFields?: readonly string[];
}

/** A search that was understood and may now be run, once. */
export interface PreparedSearch {
  /** True when rows are summaries, not events: Splunk then sends preview sets first. */
  readonly transforming: boolean;
  /** Columns in order when the search fixes them (`table`, `stats`). */
  readonly columns?: readonly string[];
  /** Window on event time, epoch seconds. */
  readonly earliest: number;
  readonly latest: number;
  /** @throws SplError out of the rows, for what Splunk finds out only when a search runs. */
  run(): Batches;
}

/** All rows of a search, for those who need them at once. */
export async function rowsOf(batches: Batches): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of batches) for (const row of batch) rows.push(row);
  return rows;
}
