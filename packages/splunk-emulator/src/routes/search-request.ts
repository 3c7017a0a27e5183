import { createSearchEngine, SplError, type PreparedSearch, type SearchIdentity } from '@sidecar/spl';
import type { Limits } from '../limits.ts';
import type { TimeStyle } from '../output/format-time.ts';
import { createSearchEnvironment, type SearchEnvironmentParts } from '../search/search-environment.ts';
import type { Release, SearchSlots } from '../search/search-slots.ts';
import type { Call } from '../server/call.ts';
import { Refusal } from '../server/refusal.ts';

const missing =
  "The required 'search' parameter for the Splunk platform REST API search/jobs endpoint is not specified. Specify the required 'search' parameter for the POST request on the endpoint and then retry your request.";

/** What every way to search needs. */
export interface SearchParts extends SearchEnvironmentParts {
  readonly slots: SearchSlots;
  readonly limits: Readonly<Limits>;
  readonly now: () => number;
  /** A name for the next search. */
  readonly newSid: () => string;
}

/** A search that may be run, and who runs it. */
export interface RequestedSearch {
  readonly prepared: PreparedSearch;
  readonly identity: SearchIdentity;
}

/** Reads a search and its parameters from a call. @throws Refusal 400 with Splunk's text when it cannot be run, 403 without the right to. */
export function prepareSearch(
  parts: SearchParts,
  { parameters, user, app }: Pick<Call, 'parameters' | 'user' | 'app'>,
  { savedSearch }: { readonly savedSearch?: string } = {},
): RequestedSearch {
  parts.access.require(user, 'search');
  const search = parameters.get('search');
  if (search === null || search.trim() === '') throw new Refusal(400, 'FATAL', missing);
  const required = [...parameters.getAll('rf'), ...parameters.getAll('required_field_list')].flatMap((list) =>
    list.split(','),
  );
  const verbose = parameters.get('adhoc_search_level') === 'verbose' ? ['*'] : [];
  const identity: SearchIdentity = {
    sid: parameters.get('id') || parts.newSid(),
    user,
    app: app === 'system' || app === '-' ? 'search' : app,
    ...(savedSearch !== undefined && { savedSearch }),
  };
  const environment = createSearchEnvironment(parts, identity, parts.now() / 1000);
  try {
    const prepared = createSearchEngine(environment).prepare(search, {
      earliest: parameters.get('earliest_time') ?? '',
      latest: parameters.get('latest_time') ?? '',
      indexEarliest: parameters.get('index_earliest') ?? '',
      indexLatest: parameters.get('index_latest') ?? '',
      requiredFields: [...required, ...verbose],
    });
    return { prepared, identity };
  } catch (error) {
    throw error instanceof SplError ? new Refusal(400, 'FATAL', error.message) : error;
  }
}

/** The caller's wish for `_time`, else the route's own format. */
export function timeStyle(
  { parameters }: Pick<Call, 'parameters'>,
  otherwise: 'export' | 'results',
): TimeStyle {
  const pattern = parameters.get('output_time_format') ?? parameters.get('time_format');
  if (pattern === null || pattern === '') return otherwise;
  if (/[<>!]/.test(pattern)) throw new Refusal(400, 'FATAL', `Invalid time format '${pattern}'.`);
  return { strftime: pattern };
}

/** A slot for a search of the user. @throws Refusal 503 over the instance's limit or the quota of the user's roles. */
export function takeSlot({ slots }: SearchParts, user: string): Release {
  const slot = slots.take(user);
  if (typeof slot === 'function') return slot;
  throw new Refusal(503, 'WARN', slot.refusal);
}
