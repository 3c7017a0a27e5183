import type { Credentials } from '../auth/credentials.ts';
import type { Limits } from '../limits.ts';
import { createSearchEngine } from '../search/create-search-engine.ts';
import { createJobs } from '../search/jobs.ts';
import { createSearchSlots } from '../search/search-slots.ts';
import type { Route } from '../server/route.ts';
import type { Store } from '../store/store.ts';
import { authRoutes } from './auth-routes.ts';
import { exportRoutes } from './export-routes.ts';
import { hecRoutes } from './hec-routes.ts';
import { indexRoutes } from './index-routes.ts';
import { jobRoutes } from './job-routes.ts';
import { kvBatchRoutes } from './kv-batch-routes.ts';
import { kvConfigRoutes } from './kv-config-routes.ts';
import { kvDataRoutes } from './kv-data-routes.ts';
import { savedSearchRoutes } from './saved-search-routes.ts';
import { serverRoutes } from './server-routes.ts';

export interface RouteParts {
  readonly store: Store;
  readonly credentials: Credentials;
  readonly limits: Readonly<Limits>;
  readonly now: () => number;
  readonly acknowledge: boolean;
  readonly port: () => number;
}

/** The whole route table; of two routes that fit, the earlier wins. */
export function createRoutes({
  store,
  credentials,
  limits,
  now,
  acknowledge,
  port,
}: RouteParts): readonly Route[] {
  const engine = createSearchEngine(store.events);
  const slots = createSearchSlots(() => limits.maxConcurrentSearches);
  const jobs = createJobs(slots, now);
  return [
    ...authRoutes(credentials, port, now),
    ...serverRoutes(limits, now),
    ...indexRoutes(store.events, now),
    ...exportRoutes(engine, slots, limits, now),
    ...jobRoutes({ engine, jobs, slots, limits, now }),
    ...savedSearchRoutes({ stanzas: store.stanzas, engine, jobs, now }),
    ...kvConfigRoutes(store, now),
    ...kvBatchRoutes(store, limits),
    ...kvDataRoutes(store, limits),
    ...hecRoutes(store.events, credentials, { acknowledge, now }),
  ];
}
