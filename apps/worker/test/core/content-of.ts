import type { Emulator } from '@sidecar/splunk-emulator';

type Fields = Readonly<Record<string, unknown>>;

export const COLLECTIONS = [
  'auth_events',
  'auth_outlier_events',
  'auth_incidents',
  'auth_user_profiles',
  'auth_cluster_profiles',
  'auth_user_thresholds',
] as const;

/** Which run wrote a record, and when, may differ where nothing else may. */
const OF_THE_RUN = new Set(['_key', '_user', 'run_id', 'generated_at']);

export async function recordsIn({ baseUrl, token }: Emulator, collection: string): Promise<Fields[]> {
  const url = `${baseUrl}/servicesNS/nobody/search/storage/collections/data/${collection}?output_mode=json`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  return answer.status === 404 ? [] : ((await answer.json()) as Fields[]);
}

/** What a reader of each collection sees, in one order and without what names the run. */
export async function contentOf(splunk: Emulator): Promise<Record<string, string[]>> {
  const state = await recordsIn(splunk, 'sidecar_state');
  const content: Record<string, string[]> = {};
  for (const collection of COLLECTIONS) {
    const pointer = state.find(({ _key }) => _key === `published-${collection}`);
    const records = (await recordsIn(splunk, collection)).filter(
      ({ run_id: run }) => pointer === undefined || run === pointer['run_id'],
    );
    content[collection] = records.map(textOf).sort();
  }
  return content;
}

function textOf(record: Fields): string {
  const kept = Object.entries(record).filter(([name]) => !OF_THE_RUN.has(name));
  return JSON.stringify(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
}
