import type { AppFile, AppOptions } from '../app-content.ts';
import { RESULTS_INDEX } from '../app-options.ts';
import { confFile } from './conf-file.ts';

/** Roles that the app brings. Which collections each may write is in metadata/default.meta. */
export function authorizeConf({ index, summaryIndex, metricsIndex }: AppOptions): AppFile {
  const quota = { srchJobsQuota: 4, srchDiskQuota: 1000, rtSrchJobsQuota: 0, cumulativeRTSrchJobsQuota: 0 };
  return confFile('authorize', 'Roles. None is given to anybody.', [
    {
      name: 'role_sidecar_service',
      comment:
        'The account of the sidecar: it searches events and summaries, and writes the collections of this app (metadata/default.meta). It makes no searches of its own and changes no settings.',
      settings: {
        search: 'enabled',
        ...quota,
        srchIndexesAllowed: [index, summaryIndex].join(';'),
        srchIndexesDefault: index,
      },
    },
    {
      name: 'role_sidecar_summary',
      comment: 'The owner of the searches that write to the summary and the metrics index.',
      settings: {
        search: 'enabled',
        schedule_search: 'enabled',
        run_collect: 'enabled',
        run_mcollect: 'enabled',
        ...quota,
        srchIndexesAllowed: [index, summaryIndex, metricsIndex].join(';'),
        srchIndexesDefault: index,
      },
    },
    {
      name: 'role_sidecar_analyst',
      comment: 'People who look at results and record verdicts.',
      settings: {
        importRoles: 'user',
        srchIndexesAllowed: [index, summaryIndex, metricsIndex, RESULTS_INDEX].join(';'),
        srchIndexesDefault: index,
      },
    },
  ]);
}
