import { createSearchEngine, rowsOf, SplError } from '@sidecar/spl';
import type { InspectedApp } from '../inspected-app.ts';
import { appEnvironment } from './app-environment.ts';
import { type AppSearch, appSearches } from './app-searches.ts';

/** What came of running a search. */
export interface Trial extends AppSearch {
  /** What Splunk would say of it; undefined if it ran. */
  readonly error: string | undefined;
  /** Lookups and indexes that it asked for and that the app does not define. */
  readonly absentLookups: readonly string[];
  readonly absentIndexes: readonly string[];
}

const known = new WeakMap<InspectedApp, Promise<readonly Trial[]>>();

/** Runs every search of an app over almost nothing, once for all rules. */
export function trySearches(app: InspectedApp): Promise<readonly Trial[]> {
  const found = known.get(app) ?? Promise.all(appSearches(app).map((search) => trySearch(app, search)));
  known.set(app, found);
  return found;
}

async function trySearch(app: InspectedApp, search: AppSearch): Promise<Trial> {
  const absent = { lookups: new Set<string>(), indexes: new Set<string>() };
  const error = await errorOf(app, search, absent);
  return { ...search, error, absentLookups: [...absent.lookups], absentIndexes: [...absent.indexes] };
}

async function errorOf(
  app: InspectedApp,
  { search, earliest, latest }: AppSearch,
  absent: Parameters<typeof appEnvironment>[1],
): Promise<string | undefined> {
  try {
    const scope = { ...(earliest !== undefined && { earliest }), ...(latest !== undefined && { latest }) };
    await rowsOf(createSearchEngine(appEnvironment(app, absent)).prepare(search, scope).run());
    return undefined;
  } catch (error) {
    if (error instanceof SplError) return error.message;
    throw error;
  }
}
