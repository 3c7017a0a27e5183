import { setTimeout as sleep } from 'node:timers/promises';
import { isRecord, requestText, type Context } from './context.ts';
import { jsonMessages, type SplunkMessage } from './parse-messages.ts';
import { searchParams, type SearchOptions } from './search-params.ts';
import { SplunkError } from './splunk-error.ts';

/** Where a job stands. */
export interface JobStatus {
  readonly sid: string;
  /** QUEUED, PARSING, RUNNING, FINALIZING, PAUSE, DONE, FAILED and others. */
  readonly dispatchState: string;
  readonly isDone: boolean;
  /** From 0 to 1. */
  readonly doneProgress: number;
  readonly resultCount: number;
  readonly eventCount: number;
  readonly scanCount: number;
  readonly runDurationSeconds: number;
  readonly messages: readonly SplunkMessage[];
}

export interface PollOptions {
  /** First wait between two looks, in milliseconds; it grows by half each time up to ten times this. @default 250 */
  readonly intervalMs?: number;
  /** Longest wait for the end of the job, queueing included, in milliseconds. @default Infinity */
  readonly timeoutMs?: number;
  readonly onStatus?: (status: JobStatus) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Rows that a server keeps of a job, as shipped: `limits.conf [search] max_count`. */
export const MOST_JOB_ROWS = 500_000;
const CANCEL_TIMEOUT_MS = 10_000;
const FAILED_STATES = /^(FAILED|QUIT|INTERNAL_CANCEL|USER_CANCEL|BAD_INPUT_CANCEL)$/;

/** Starts a search job and returns its id. Splunk forgets an unfinished job five minutes after the last look at it. */
export async function createJob(context: Context, options: SearchOptions): Promise<string> {
  const form = { ...searchParams(options), exec_mode: 'normal', auto_cancel: 300, max_count: MOST_JOB_ROWS };
  const request = {
    method: 'POST',
    path: 'search/jobs',
    form,
    signal: options.signal,
    idempotent: true,
  } as const;
  return requireSid(context, await requestText(context, request));
}

/** Runs a saved search now and returns the id of its job. */
export async function dispatchSavedSearch(
  context: Context,
  name: string,
  { earliest, latest, signal }: Pick<SearchOptions, 'earliest' | 'latest' | 'signal'> = {},
): Promise<string> {
  const path = `saved/searches/${encodeURIComponent(name)}/dispatch`;
  const form = { 'dispatch.earliest_time': earliest, 'dispatch.latest_time': latest, trigger_actions: false };
  return requireSid(context, await requestText(context, { method: 'POST', path, form, signal }));
}

/**
 * Waits until a job is done: one that is not ready yet (204), queued, paused or running is looked at again.
 *
 * @throws SplunkError `search_failed` with all messages when it failed or was cancelled; `timeout` past `timeoutMs`; `protocol` when the answer
 *   describes no job.
 */
export async function pollJob(
  context: Context,
  sid: string,
  { intervalMs = 250, timeoutMs = Number.POSITIVE_INFINITY, onStatus, signal }: PollOptions = {},
): Promise<JobStatus> {
  const until = performance.now() + timeoutMs;
  for (let waitMs = intervalMs; ; waitMs = Math.min(waitMs * 1.5, intervalMs * 10)) {
    const { json, status } = await requestText(context, { method: 'GET', path: jobPath(sid), signal });
    const job = status === 204 ? undefined : jobStatus(sid, json, context);
    if (job) onStatus?.(job);
    if (job && FAILED_STATES.test(job.dispatchState)) throw jobFailure(job, context);
    if (job?.isDone) return job;
    if (performance.now() + waitMs > until) throw stillRunning(sid, job, timeoutMs, context);
    await sleep(waitMs, undefined, signal ? { signal } : {}).catch(() => signal?.throwIfAborted());
  }
}

/** Ends a job and deletes what it found, also after the client's signal was aborted. One that is gone already is no error. */
export async function cancelJob(context: Context, sid: string): Promise<void> {
  const signal = AbortSignal.timeout(CANCEL_TIMEOUT_MS);
  await requestText(context, { method: 'DELETE', path: jobPath(sid), signal }).catch((error: unknown) => {
    if (!(error instanceof SplunkError) || error.code !== 'not_found') throw error;
  });
}

export function jobPath(sid: string): string {
  return `search/jobs/${encodeURIComponent(sid)}`;
}

function requireSid({ origin, fail }: Context, { json }: { json?: unknown }): string {
  const sid = isRecord(json) ? json['sid'] : undefined;
  if (typeof sid === 'string' && sid !== '') return sid;
  throw fail(
    'protocol',
    `${origin} started no search job: the answer names no sid; check that this is Splunk's management port (8089).`,
  );
}

function jobStatus(sid: string, json: unknown, { origin, fail }: Context): JobStatus {
  const entry = isRecord(json) && Array.isArray(json['entry']) ? (json['entry'][0] as unknown) : undefined;
  const content = isRecord(entry) && isRecord(entry['content']) ? entry['content'] : {};
  if (content['dispatchState'] === undefined && content['isDone'] === undefined)
    throw fail('protocol', `${origin} does not say how search job ${sid} stands; look for a proxy between.`);
  const number = (name: string): number => Number(content[name]) || 0;
  const flag = (name: string): boolean => [true, 1, '1', 'true'].includes(content[name] as string);
  const state = String(content['dispatchState'] ?? '');
  return {
    sid,
    dispatchState: flag('isFailed') ? 'FAILED' : state,
    isDone: flag('isDone') || state === 'DONE',
    doneProgress: number('doneProgress'),
    resultCount: number('resultCount'),
    eventCount: number('eventCount'),
    scanCount: number('scanCount'),
    runDurationSeconds: number('runDuration'),
    messages: jsonMessages(content),
  };
}

function stillRunning(
  sid: string,
  job: JobStatus | undefined,
  timeoutMs: number,
  { origin, fail }: Context,
): Error {
  const state = `${job?.dispatchState || 'not ready'}`;
  const what = `${origin} did not finish search job ${sid} in ${timeoutMs / 1000} s (${state})`;
  return fail('timeout', `${what}; wait until other searches end, or ask for less time at once.`, {
    retryable: true,
  });
}

function jobFailure({ sid, dispatchState, messages }: JobStatus, { origin, fail }: Context): Error {
  const said = messages
    .filter(({ type }) => type === 'FATAL' || type === 'ERROR')
    .map(({ text }) => `"${text}"`);
  const reason = said.length > 0 ? `: ${said.join(' | ')}` : ' without a reason';
  return fail(
    'search_failed',
    `${origin} ended search job ${sid} as ${dispatchState}${reason}; correct the search.`,
    { messages },
  );
}
