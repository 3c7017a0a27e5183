import { SplError, type PreparedSearch } from '@sidecar/spl';
import { collectRows } from '../output/export-lines.ts';
import { resultsReply } from '../output/results-reply.ts';
import type { Job, Jobs } from '../search/jobs.ts';
import type { Call } from '../server/call.ts';
import { entriesReply } from '../server/entries.ts';
import { Refusal } from '../server/refusal.ts';
import { messageReply, sidReply, textReply, xmlType, type Reply } from '../server/reply.ts';
import type { Handler, Route } from '../server/route.ts';
import { jobEntry } from './job-entry.ts';
import type { Variants } from '../variants.ts';
import { prepareSearch, takeSlot, timeStyle, type SearchParts } from './search-request.ts';

export interface JobRouteParts extends SearchParts {
  readonly jobs: Jobs;
  readonly variants: Variants;
}

/** Search jobs: create, list, status, control, results; under `search/jobs` and `search/v2/jobs`. */
export function jobRoutes(parts: JobRouteParts): readonly Route[] {
  const { jobs, access, now } = parts;
  const isSeen = (call: Call, job: Job): boolean =>
    job.owner === call.user || access.can(call.user, 'admin_all_objects');
  const withJob =
    (handler: (call: Call, job: Job) => Reply | Promise<Reply>): Handler =>
    (call) => {
      const job = jobs.find(call.names['sid']!);
      if (job === undefined || !isSeen(call, job)) throw new Refusal(404, 'FATAL', 'Unknown sid.');
      return handler(call, job);
    };
  const status = withJob((call, job) =>
    job.state === 'PARSING'
      ? textReply('', xmlType, 204)
      : entriesReply(call, 'jobs', [jobEntry(job)], { updated: now(), form: 'job' }),
  );
  const results = withJob((call, job) => jobResults(parts, call, job));
  const unknown = withJob(() => {
    throw new Refusal(404, 'FATAL', 'Unknown endpoint.');
  });
  const cancel = withJob((call, { sid }) => {
    jobs.cancel(sid);
    return messageReply(call, 200, 'INFO', 'Search job cancelled.');
  });
  return ['search/jobs', 'search/v2/jobs'].flatMap((base): Route[] => [
    {
      path: base,
      family: 'jobs',
      otherVerbs: 'target-missing',
      methods: {
        GET: (call) => {
          const seen = jobs.list().filter((job) => isSeen(call, job));
          return entriesReply(call, 'jobs', seen.map(jobEntry), { updated: now(), form: 'jobs' });
        },
        POST: (call) => createJob(parts, call),
      },
    },
    {
      path: `${base}/{sid}`,
      family: 'jobs',
      methods: {
        GET: status,
        POST: status,
        DELETE: cancel,
      },
    },
    ...['results', 'results_preview', 'events'].map((name): Route => ({
      path: `${base}/{sid}/${name}`,
      family: 'jobs',
      methods: { GET: results, POST: results },
    })),
    {
      path: `${base}/{sid}/control`,
      family: 'jobs',
      methods: { POST: withJob((call, job) => control(call, job, cancel)) },
    },
    {
      path: `${base}/{sid}/{other}`,
      family: 'jobs',
      methods: { GET: unknown, POST: unknown, DELETE: unknown },
    },
  ]);
}

async function createJob(parts: JobRouteParts, call: Call): Promise<Reply> {
  const { prepared, identity } = prepareSearch(parts, call);
  const mode = call.parameters.get('exec_mode') ?? 'normal';
  if (!['normal', 'blocking', 'oneshot'].includes(mode)) {
    throw new Refusal(400, 'FATAL', `Invalid exec_mode '${mode}'.`);
  }
  if (mode === 'oneshot') return oneshot(parts, call, prepared);
  const { sid, app, user: owner } = identity;
  const job = parts.jobs.start(call.parameters.get('search')!, prepared, { owner, app, sid });
  if (mode === 'blocking') await job.done;
  return sidReply(call, sid);
}

/** Results at once; a search that fails once it runs is told under status 200, as Splunk does. */
async function oneshot(parts: JobRouteParts, call: Call, prepared: PreparedSearch): Promise<Reply> {
  const style = timeStyle(call, 'results');
  const release = takeSlot(parts, call.user);
  try {
    const rows = await collectRows(prepared.run(), parts.limits.maxResultRows);
    return resultsReply(call, rows, prepared, style, parts.limits);
  } catch (error) {
    if (!(error instanceof SplError)) throw error;
    return messageReply(call, 200, 'FATAL', error.message);
  } finally {
    release();
  }
}

/**
 * A page of a job's rows. A `search` that works on the rows is refused, since this server cannot do it; by GET on a v1
 * path it would launch a search, which servers block from 10.0 on.
 */
function jobResults({ limits, variants }: JobRouteParts, call: Call, job: Job): Reply {
  if (call.parameters.has('search')) {
    if (call.method === 'GET' && !variants.v1GetSearch) {
      throw new Refusal(405, 'FATAL', 'The method is not allowed.', { Allow: 'POST' });
    }
    throw new Refusal(400, 'FATAL', 'Searches on results are not supported by this server.');
  }
  if (job.state === 'FAILED') throw new Refusal(400, 'FATAL', job.error ?? 'Search failed.');
  if (job.state !== 'DONE') return textReply('', xmlType, 204);
  return resultsReply(call, job.rows, job.prepared, timeStyle(call, 'results'), limits);
}

/** Actions that are accepted and change nothing that can be seen here. */
const accepted = new Set([
  'pause',
  'unpause',
  'finalize',
  'touch',
  'setpriority',
  'enablepreview',
  'disablepreview',
  'save',
  'unsave',
]);

function control(call: Call, job: Job, cancel: Handler): Reply | Promise<Reply> {
  const action = call.parameters.get('action') ?? '';
  if (action === 'cancel') return cancel(call);
  if (action === 'setttl') {
    job.ttlSeconds = Number(call.parameters.get('ttl') ?? job.ttlSeconds);
    return messageReply(call, 200, 'INFO', `The ttl of the search job was changed to ${job.ttlSeconds}.`);
  }
  if (!accepted.has(action)) throw new Refusal(400, 'FATAL', 'Unknown action.');
  return messageReply(call, 200, 'INFO', `Search job ${action} done.`);
}
