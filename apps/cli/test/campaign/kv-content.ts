import type { Emulator } from '@sidecar/splunk-emulator';

type Fields = Readonly<Record<string, unknown>>;

/** What a collection holds, as text: its records by their own keys, without what names the run and its time. */
export type Content = Readonly<Record<string, string>>;

const replaced = [
  'auth_events',
  'auth_outlier_events',
  'auth_user_profiles',
  'auth_cluster_profiles',
  'auth_incidents',
] as const;
const HISTORY = 'auth_user_thresholds';
const ofTheRun = new Set(['_key', '_user', 'run_id', 'generated_at', 'date']);

/** All records of a collection, by a request of its own; none if there is no such collection. */
async function recordsIn({ baseUrl, token }: Emulator, collection: string): Promise<Fields[]> {
  const url = `${baseUrl}/servicesNS/nobody/search/storage/collections/data/${collection}?output_mode=json`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  return answer.status === 404 ? [] : ((await answer.json()) as Fields[]);
}

/**
 * What a reader of each collection sees: the records of the run that the state names as published; of the history, those of the last day.
 * A collection that was never published is left out.
 *
 * @throws Error if a collection is published with fewer records than it names.
 */
export async function publishedContent(splunk: Emulator): Promise<Record<string, Content>> {
  const state = await recordsIn(splunk, 'sidecar_state');
  const content: Record<string, Content> = {};
  for (const collection of replaced) {
    const pointer = state.find((record) => record['_key'] === `published-${collection}`);
    if (pointer === undefined) continue;
    const records = (await recordsIn(splunk, collection)).filter(
      (record) => record['run_id'] === pointer['run_id'],
    );
    if (records.length !== pointer['records'])
      throw new Error(
        `${collection} has ${records.length} records, published are ${String(pointer['records'])}`,
      );
    content[collection] = contentOf(records, 'record_key');
  }
  const history = await recordsIn(splunk, HISTORY);
  const last = history.reduce((latest, { date }) => (String(date) > latest ? String(date) : latest), '');
  const newest = history.filter(({ date }) => date === last);
  if (newest.length > 0) content[HISTORY] = contentOf(newest, 'user');
  return content;
}

/** Records that no run shows: of other runs than the published one, and leases. */
export async function leftovers(splunk: Emulator): Promise<string[]> {
  const state = await recordsIn(splunk, 'sidecar_state');
  const found = state.map(({ _key }) => String(_key)).filter((key) => !key.startsWith('published-'));
  for (const collection of replaced) {
    const runs = new Set((await recordsIn(splunk, collection)).map(({ run_id: run }) => run));
    if (runs.size > 1) found.push(`${collection}: ${runs.size} runs`);
  }
  return found;
}

function contentOf(records: readonly Fields[], key: string): Content {
  const texts = records.map((record) => {
    const kept = Object.entries(record).filter(([name]) => !ofTheRun.has(name));
    return [String(record[key]), JSON.stringify(kept.sort(([a], [b]) => (a < b ? -1 : 1)))] as const;
  });
  return Object.fromEntries(texts.sort(([a], [b]) => (a < b ? -1 : 1)));
}
