import type { InstallApp } from '../apps/app-installer.ts';
import { createKnowledge } from '../apps/knowledge.ts';
import { makeIndexes } from '../apps/make-indexes.ts';
import type { Access } from '../auth/access.ts';
import type { Credentials } from '../auth/credentials.ts';
import { timeFinder } from '../hec/prefixed-time.ts';
import type { Limits } from '../limits.ts';
import { createJobs } from '../search/jobs.ts';
import { createSearchSlots } from '../search/search-slots.ts';
import type { Route } from '../server/route.ts';
import type { Store } from '../store/store.ts';
import type { Variants } from '../variants.ts';
import { appRoutes } from './app-routes.ts';
import { authRoutes } from './auth-routes.ts';
import { exportRoutes } from './export-routes.ts';
import { hecRoutes } from './hec-routes.ts';
import { indexRoutes } from './index-routes.ts';
import { jobRoutes } from './job-routes.ts';
import { kvBatchRoutes } from './kv-batch-routes.ts';
import { kvConfigRoutes } from './kv-config-routes.ts';
import { kvDataRoutes } from './kv-data-routes.ts';
import type { KvParts } from './kv-place.ts';
import { knowledgeRoutes } from './knowledge-routes.ts';
import { roleRoutes } from './role-routes.ts';
import { savedSearchRoutes } from './saved-search-routes.ts';
import type { SearchParts } from './search-request.ts';
import { serverRoutes } from './server-routes.ts';
import type { KnowledgeParts } from './stanza-routes.ts';
import { timeParserRoutes } from './time-parser-routes.ts';
import { viewRoutes } from './view-routes.ts';

export interface RouteParts {
  readonly store: Store;
  readonly credentials: Credentials;
  readonly access: Access;
  readonly limits: Readonly<Limits>;
  readonly variants: Variants;
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<void>;
  readonly acknowledge: boolean;
  readonly port: () => number;
  readonly install: InstallApp;
}

/** The whole route table; of two routes that fit, the earlier wins. */
export function createRoutes(parts: RouteParts): readonly Route[] {
  const { store, credentials, access, limits, variants, now, pause, acknowledge } = parts;
  const slots = createSearchSlots({
    ofInstance: () => limits.maxConcurrentSearches,
    ofUser: access.jobsQuotaOf,
  });
  const jobs = createJobs({ slots, now, pause, parsingMs: variants.jobParsingMs });
  const { files, stanzas, documents, events } = store;
  const knowledge = createKnowledge(files, stanzas, access);
  let started = 0;
  const search: SearchParts = {
    events,
    files,
    documents,
    knowledge,
    access,
    slots,
    limits,
    now,
    newSid: () => `${Math.floor(now() / 1000)}.${++started}`,
  };
  const known: KnowledgeParts = { stanzas, knowledge, now };
  const kv: KvParts = { documents, knowledge, access, limits };
  return [
    ...authRoutes(parts),
    ...roleRoutes(credentials, access, now),
    ...serverRoutes(limits, now),
    ...appRoutes({ files: store.files, access, now, install: parts.install }),
    ...indexRoutes(store.events, access, now),
    ...timeParserRoutes(now),
    ...exportRoutes(search, variants),
    ...jobRoutes({ ...search, jobs, variants }),
    ...savedSearchRoutes({ ...search, ...known, jobs }),
    ...viewRoutes({ files, knowledge, now }),
    ...knowledgeRoutes(known, async (kind) => {
      if (kind === 'indexes') await makeIndexes(stanzas, events);
    }),
    ...kvConfigRoutes({ documents, stanzas, knowledge, access, now }),
    ...kvBatchRoutes(kv),
    ...kvDataRoutes(kv),
    ...hecRoutes(events, credentials, {
      acknowledge,
      now,
      findTimeOf: (sourcetype) => timeFinder(stanzas.list('props'), sourcetype),
    }),
  ];
}
