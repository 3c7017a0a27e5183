import { splunkCollections } from '@sidecar/pipeline/collections';
import { createMemoryEnvironment, createSearchEngine, type Row, rowsOf } from '@sidecar/spl';
import { appOptions } from '../../src/app-options.ts';
import { appContentOf } from '../../src/build/app-content-of.ts';
import { dashboards } from '../../src/dashboards/dashboards.ts';
import type { Dashboard } from '../../src/dashboards/dashboard.ts';
import { defaultTokens, panelQueries } from '../../src/dashboards/panel-queries.ts';
import { substituteTokens } from '../../src/dashboards/substitute-tokens.ts';
import { viewOf } from '../../src/dashboards/view-of.ts';
import { generationOf, lookupRow, pointer } from './kept-records.ts';
import { RUNS, type Stored, writtenRecords, type WrittenRecords } from './written-records.ts';

const options = appOptions();
const NOW = RUNS[1].at.getTime() / 1000 + 3600;
const LATEST = RUNS[1].runId;
const replaced = [
  'auth_events',
  'auth_outlier_events',
  'auth_user_profiles',
  'auth_cluster_profiles',
  'auth_incidents',
] as const;
const histories = ['auth_user_thresholds', 'auth_model_runs'] as const;

/** A panel's rows, and the columns of the search as far as it fixes them. */
export interface Found {
  readonly rows: readonly Row[];
  readonly columns: readonly string[] | undefined;
}

/** Runs the searches of dashboards over records in lookups, with tokens as Dashboard Studio puts them in. */
export interface Searching {
  readonly records: WrittenRecords;
  /** @param tokens - Those that differ from when the dashboard is opened. */
  find(dashboard: string, source: string, tokens?: Readonly<Record<string, string>>): Promise<Found>;
  /** The rows of any other search. */
  search(query: string): Promise<readonly Row[]>;
}

let made: Promise<WrittenRecords> | undefined;

/** Over what two runs wrote. Of what the first one wrote and the second replaced a distorted copy is still there, as of a run that died. */
export async function searchRecords(): Promise<Searching> {
  made ??= writtenRecords();
  const records = await made;
  return searching(records, lookupsOf(records));
}

/** Over the same, to whose history and state a worker has added, at another time. @param now - Epoch seconds. */
export async function searchWorker(
  added: { readonly auth_model_runs: readonly Stored[]; readonly sidecar_state: readonly Stored[] },
  now: number,
): Promise<Searching> {
  made ??= writtenRecords();
  const records = await made;
  return searching(records, lookupsOf(records, added), now);
}

/** Over collections that exist and are empty. */
export async function searchNothing(): Promise<Searching> {
  made ??= writtenRecords();
  const empty = Object.entries(lookupsOf(await made)).map(([name, { fields }]) => [
    name,
    { fields, rows: [] },
  ]);
  return searching({}, Object.fromEntries(empty) as Lookups);
}

type Lookups = Readonly<
  Record<string, { readonly fields: readonly string[]; readonly rows: readonly Row[] }>
>;

function searching(records: WrittenRecords, lookups: Lookups, now: number = NOW): Searching {
  const macros = Object.fromEntries(
    appContentOf(options).macros.map(({ name, definition, args = [] }) => [name, { definition, args }]),
  );
  const engine = createSearchEngine(createMemoryEnvironment({ now, lookups, macros }));
  return {
    records,
    async find(name, source, tokens = {}) {
      const view = viewOf(dashboardNamed(name));
      const values = { 'env:user': 'admin', ...defaultTokens(view), ...tokens };
      const { query, earliest, latest } = panelQueries(view).find((panel) => panel.source === source)!;
      const scope = {
        ...(earliest !== undefined && { earliest: substituteTokens(earliest, values) }),
        ...(latest !== undefined && { latest: substituteTokens(latest, values) }),
      };
      const prepared = engine.prepare(substituteTokens(query, values), scope);
      return { rows: await rowsOf(prepared.run()), columns: prepared.columns };
    },
    search: (query) => rowsOf(engine.prepare(query, {}).run()),
  };
}

export function dashboardNamed(name: string): Dashboard {
  return dashboards(options).find((dashboard) => dashboard.name === name)!;
}

function lookupsOf(records: WrittenRecords, added: WrittenRecords = {}): Lookups {
  const kept: Record<string, readonly Stored[]> = {};
  for (const name of replaced)
    kept[name] = [
      ...generationOf('dead-run', records[name]!.map(distorted)),
      ...generationOf(LATEST, records[name]!),
    ];
  for (const name of histories) kept[name] = records[name]!;
  kept['sidecar_state'] = [
    ...replaced.map((name) => pointer(name, LATEST, records[name]!.length, RUNS[1].at.toISOString())),
    { _key: 'lease-auth', run_id: 'dead-run', token: 't', host: 'h', pid: 1 },
  ];
  for (const [name, more] of Object.entries(added)) kept[name] = [...kept[name]!, ...more];
  return Object.fromEntries(
    splunkCollections.map(({ name, fields }) => [
      `${name}_lookup`,
      { fields: ['_key', ...Object.keys(fields)], rows: (kept[name] ?? []).map(lookupRow) },
    ]),
  );
}

/** Would be seen at once if anything showed it. */
function distorted(record: Stored): Stored {
  return { ...record, user: 'nobody', cluster_id: 99, score: 100, risk: 100, entity: 'nobody' };
}
