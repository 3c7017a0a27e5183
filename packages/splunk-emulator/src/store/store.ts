import type { EventQuery as SearchedEvents } from '@sidecar/spl';
import type { AppFiles } from './app-files.ts';

/** An event as it is kept: what Splunk calls metadata, and the raw text. */
export interface StoredEvent {
  readonly index: string;
  /** Event time in epoch seconds. */
  readonly time: number;
  /** When it was indexed, in epoch seconds. */
  readonly indexTime: number;
  readonly sourcetype: string;
  readonly source: string;
  readonly host: string;
  readonly raw: string;
  /** Indexed fields, as HEC sends them in `fields`. */
  readonly fields?: Readonly<Record<string, string | string[]>>;
}

/** A stored event with its position: later arrivals have higher serials. */
export interface IndexedEvent extends StoredEvent {
  readonly serial: number;
}

/** Which events to read; events of the same time come latest arrival first in both orders. */
export interface EventQuery extends Omit<SearchedEvents, 'fields'> {
  /** Tells which indexes the reader may see; all without it. */
  readonly seesIndex?: (name: string) => boolean;
}

export interface IndexSummary {
  readonly name: string;
  readonly datatype: 'event' | 'metric';
  readonly events: number;
  /** Event times in epoch seconds; absent without events. */
  readonly earliest?: number;
  readonly latest?: number;
}

export interface EventStore {
  createIndex(name: string, datatype: 'event' | 'metric'): Promise<void>;
  hasIndex(name: string): boolean;
  /** Undefined if there is no such index. */
  typeOf(name: string): 'event' | 'metric' | undefined;
  indexes(): Promise<readonly IndexSummary[]>;
  append(events: readonly StoredEvent[]): Promise<void>;
  read(query: EventQuery): AsyncIterable<readonly IndexedEvent[]>;
}

/** Names a key space: records of one owner in one collection of one app. */
export interface Space {
  readonly app: string;
  readonly collection: string;
  readonly owner: string;
}

/** A named set of settings in an app's .conf file: a collection, a saved search, a macro. */
export interface Stanza {
  readonly app: string;
  readonly name: string;
  /** As sent: `field.x`, `enforceTypes`, `cron_schedule` and the like. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Stanzas by kind: the name of their .conf file without its ending, such as `collections`, `savedsearches`, `macros`. */
export interface StanzaStore {
  /** Of all apps. */
  list(kind: string): readonly Stanza[];
  /** Adds a stanza, or sets what it holds in one that is there. @throws Refusal 400 for what a file cannot hold. */
  put(kind: string, stanza: Stanza): Promise<void>;
  /** @throws Refusal 403 for a stanza that was delivered with its app. */
  remove(kind: string, app: string, name: string): Promise<void>;
}

/** A record as JSON text beside its key, so that bulk reads need not parse. */
export interface StoredDocument {
  readonly key: string;
  readonly owner: string;
  readonly json: string;
}

/** Restriction on `_key` that the store can apply itself. */
export interface KeyRange {
  readonly equal?: readonly string[];
  readonly above?: string;
  readonly atLeast?: string;
  readonly below?: string;
  readonly atMost?: string;
}

export interface DocumentQuery {
  readonly range?: KeyRange;
  /** By key, within each owner; without it, in order of arrival. */
  readonly sortByKey?: 'ascending' | 'descending';
}

export interface DocumentStore {
  /** Removes every record of a collection, whoever owns it. */
  clear(app: string, collection: string): Promise<void>;
  /** Records of the owners, one owner after another; may be read slowly while others write. */
  read(space: Space, owners: readonly string[], query?: DocumentQuery): Iterable<StoredDocument>;
  /** Stores all at once, replacing records of the same key; of equal keys the last wins. */
  upsert(space: Space, documents: readonly { key: string; json: string }[]): Promise<void>;
  /** Stores one unless its key is taken; tells whether it did. Atomic. */
  insert(space: Space, key: string, json: string): Promise<boolean>;
  /** Replaces one if its key is there; tells whether it did. Atomic. */
  replace(space: Space, key: string, json: string): Promise<boolean>;
  /** Removes the keys that are selected, no write coming between; or all. Returns how many there were. */
  remove(space: Space, select?: () => Promise<readonly string[]>): Promise<number>;
  count(space: Space): number;
}

/** Everything the emulator remembers. */
export interface Store {
  readonly events: EventStore;
  readonly documents: DocumentStore;
  /** Files of apps, and the stanzas in them. */
  readonly files: AppFiles;
  readonly stanzas: StanzaStore;
  close(): Promise<void>;
}
