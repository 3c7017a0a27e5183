import type { Limits } from '../limits.ts';
import { collectRows } from '../output/export-lines.ts';
import { resultsReply } from '../output/results-reply.ts';
import type { Job, Jobs } from '../search/jobs.ts';
import type { SearchEngine } from '../search/search-engine.ts';
import { quotaText, type SearchSlots } from '../search/search-slots.ts';
import { wantsJson, type Call } from '../server/call.ts';
import { entriesReply } from '../server/entries.ts';
import { Refusal } from '../server/refusal.ts';
import { jsonReply, messageReply, textReply, xmlType, type Reply } from '../server/reply.ts';
import type { Handler, Route } from '../server/route.ts';
import { jobEntry } from './job-entry.ts';
import { prepareSearch, timeStyle } from './search-request.ts';

export interface JobRouteParts {
  readonly engine: SearchEngine;
  readonly jobs: Jobs;
  readonly slots: SearchSlots;
  readonly limits: Readonly<Limits>;
  readonly now: () => number;
}

/** Search jobs: create, list, status, control, results; under `search/jobs` and `search/v2/jobs`. */
export function jobRoutes(parts: JobRouteParts): readonly Route[] {
  const { jobs, limits, now } = parts;
  const withJob =
    (handler: (call: Call, job: Job) => Reply | Promise<Reply>): Handler =>
    (call) => {
      const job = jobs.find(call.names['sid']!);
      if (job === undefined) throw new Refusal(404, 'FATAL', 'Unknown sid.');
      return handler(call, job);
    };
  const status = withJob((call, job) => entriesReply(call, 'jobs', [jobEntry(job)], { updated: now() }));
  const results = withJob((call, job) => jobResults(call, job, limits));
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
        GET: (call) => entriesReply(call, 'jobs', jobs.list().map(jobEntry), { updated: now() }),
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

async function createJob({ engine, jobs, slots, limits, now }: JobRouteParts, call: Call): Promise<Reply> {
  const prepared = prepareSearch(engine, call, now());
  const mode = call.parameters.get('exec_mode') ?? 'normal';
  if (mode === 'oneshot') {
    const release = slots.take();
    if (release === undefined)
      throw new Refusal(503, 'WARN', quotaText(slots.running, limits.maxConcurrentSearches));
    const rows = await collectRows(prepared.run(), limits.maxResultRows).finally(release);
    return resultsReply(call, rows, prepared, timeStyle(call, 'results'), limits);
  }
  const job = jobs.start(call.parameters.get('search')!, prepared);
  if (mode === 'blocking') await job.done;
  if (wantsJson(call)) return jsonReply({ sid: job.sid }, 201);
  return textReply(
    `<?xml version="1.0" encoding="UTF-8"?>\n<response>\n  <sid>${job.sid}</sid>\n</response>\n`,
    xmlType,
    201,
  );
}

function jobResults(call: Call, job: Job, limits: Readonly<Limits>): Reply {
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
