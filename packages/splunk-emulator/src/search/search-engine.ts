/** A field's value: text, or several texts for a multivalue field. */
export type FieldValue = string | string[];

/** One result row; `_time` is epoch seconds in decimal until it is printed. */
export type Row = Record<string, FieldValue>;

/** Rows travel in batches, which keeps a million of them cheap to pass along. */
export type Batches = AsyncIterable<readonly Row[]>;

/** What a search is asked to look at. */
export interface SearchScope {
  /** `earliest_time` and `latest_time` as sent; modifiers in the search itself win. */
  readonly earliest?: string;
  readonly latest?: string;
  readonly indexEarliest?: string;
  readonly indexLatest?: string;
  /** Epoch seconds that relative times count from. */
  readonly now: number;
  /** Field names or patterns to extract although the search names none of them (`rf`, or `*` in verbose mode). */
  readonly requiredFields?: readonly string[];
  /** Tells which indexes the user may search: events of others are as if they were not there. */
  readonly seesIndex?: (name: string) => boolean;
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
  /** @throws SearchError out of the rows, for what Splunk finds out only when a search runs. */
  run(): Batches;
}

/** Understands and runs searches. Everything else in the emulator knows SPL only through this. */
export interface SearchEngine {
  /** @throws SearchError with Splunk's own text for whatever it does not understand. */
  prepare(search: string, scope: SearchScope): PreparedSearch;
}

/** A search that Splunk would refuse; the message is Splunk's. */
export class SearchError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SearchError';
  }
}
