import type { SplunkClient } from '@sidecar/splunk-client';

/** What the page asks for. */
export interface PageSearch {
  readonly search: string;
  readonly earliest?: string;
  readonly latest?: string;
}

/** Results by column, as charts need them; null where a row has no value. */
export interface SearchColumns {
  readonly fields: readonly string[];
  readonly columns: readonly (readonly Cell[])[];
}

type Cell = string | readonly string[] | null;

/** The request in a body; undefined if it is none. */
export function pageSearch(body: unknown): PageSearch | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { search, earliest, latest } = body as Record<string, unknown>;
  if (typeof search !== 'string' || search.trim() === '') return undefined;
  if (!isTime(earliest) || !isTime(latest)) return undefined;
  return { search, ...(earliest !== undefined && { earliest }), ...(latest !== undefined && { latest }) };
}

function isTime(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}

/**
 * Runs a search of a dashboard in one request, which is never repeated: it may write.
 *
 * @throws SplunkError, also with what Splunk says of a search that failed while it ran.
 */
export async function searchColumns(
  client: SplunkClient,
  { search, earliest, latest }: PageSearch,
  signal: AbortSignal,
): Promise<SearchColumns> {
  const form = {
    search: /^\s*(?:\||search\b)/.test(search) ? search : `search ${search}`,
    exec_mode: 'oneshot',
    output_mode: 'json',
    count: 0,
    ...(earliest && { earliest_time: earliest }),
    ...(latest && { latest_time: latest }),
  };
  const { json } = await client.request({ method: 'POST', path: 'search/jobs', form, signal });
  const { fields = [], results = [], messages = [] } = (json ?? {}) as Answer;
  const failure = messages.find(({ type }) => type === 'FATAL' || type === 'ERROR');
  if (failure !== undefined) throw new Error(failure.text);
  // Fields with an underscore as well: tables do not show them, and clicks set tokens from them.
  const names = fields.map(({ name }) => name);
  return { fields: names, columns: names.map((name) => results.map((row) => row[name] ?? null)) };
}

interface Answer {
  readonly fields?: readonly { readonly name: string }[];
  readonly results?: readonly Readonly<Record<string, Cell>>[];
  readonly messages?: readonly { readonly type: string; readonly text: string }[];
}
