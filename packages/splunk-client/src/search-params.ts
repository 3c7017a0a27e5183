import type { SplunkParams } from './create-exchange.ts';
import { searchText } from './search-text.ts';

/** A search and its window. Times are epoch seconds, ISO 8601 or Splunk's relative form such as `-90d@d`. */
export interface SearchOptions {
  /** SPL, with or without the word `search` before a plain filter. */
  readonly search: string;
  /** Start of the window on event time, inclusive. */
  readonly earliest?: string | number | undefined;
  /** End of the window on event time, exclusive. */
  readonly latest?: string | number | undefined;
  /** Start of the window on index time, for events that arrive late. */
  readonly indexEarliest?: string | number | undefined;
  readonly indexLatest?: string | number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The form that all search endpoints share. */
export function searchParams({
  search,
  earliest,
  latest,
  indexEarliest,
  indexLatest,
}: SearchOptions): SplunkParams {
  return {
    search: searchText(search),
    earliest_time: earliest,
    latest_time: latest,
    index_earliest: indexEarliest,
    index_latest: indexLatest,
  };
}
