import type { SplunkClient } from '@sidecar/splunk-client';

/** What the time range input of Splunk's packages asks of Splunk Web, by the end of the path. */
const PASSED_ON = ['authentication/current-context', 'search/timeparser', 'data/ui/times'];

/** Choices of the time range input where the server keeps none. */
const TIMES = [
  ['Last 24 hours', '-24h@h', 'now'],
  ['Last 7 days', '-7d@h', 'now'],
  ['Last 30 days', '-30d@d', 'now'],
  ['Last 90 days', '-90d@d', 'now'],
  ['All time', '0', ''],
] as const;

/**
 * Answers a request below `/splunkd/__raw/`: nothing but what the time range input needs is passed on to Splunk.
 *
 * @returns undefined for everything else.
 * @throws SplunkError
 */
export async function splunkWeb(client: SplunkClient, { pathname, searchParams }: URL): Promise<unknown> {
  const path = PASSED_ON.find((known) => pathname.endsWith(`/${known}`));
  if (path === undefined || !pathname.includes('/splunkd/__raw/')) return undefined;
  const query = Object.fromEntries(
    [...new Set(searchParams.keys())].map((key) => [key, searchParams.getAll(key)]),
  );
  try {
    return (await client.request({ method: 'GET', path, query })).json;
  } catch (error) {
    if (path !== 'data/ui/times') throw error;
    return { entry: TIMES.map(timeEntry) };
  }
}

function timeEntry([label, earliest, latest]: (typeof TIMES)[number], order: number): unknown {
  const content = { label, earliest_time: earliest, latest_time: latest, order, disabled: false };
  return { name: label, content: { ...content, is_sub_menu: false, header_label: '' } };
}
