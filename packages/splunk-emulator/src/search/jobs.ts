import type { PreparedSearch, Row } from '@sidecar/spl';
import { collectRows } from '../output/export-lines.ts';
import type { SearchSlots } from './search-slots.ts';

export type DispatchState = 'PARSING' | 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED' | 'USER_CANCEL';

/** A search that runs on its own; its rows are kept until it is cancelled or forgotten. */
export interface Job {
  readonly sid: string;
  readonly owner: string;
  readonly app: string;
  readonly search: string;
  readonly prepared: PreparedSearch;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly done: Promise<void>;
  state: DispatchState;
  rows: readonly Row[];
  endedAt: number;
  ttlSeconds: number;
  /** When somebody last asked for it: it is forgotten `ttlSeconds` after that, once it has ended. */
  touchedAt: number;
  error: string | undefined;
}

export interface Jobs {
  /** Starts a search under the sid that it was prepared with. */
  start(search: string, prepared: PreparedSearch, start: { owner: string; app: string; sid: string }): Job;
  find(sid: string): Job | undefined;
  list(): readonly Job[];
  cancel(sid: string): void;
}

/** Most rows a job keeps, `limits.conf [search] max_count`. */
const maxCount = 500_000;
/** Lifetimes in seconds, `limits.conf`: of a job after it was last asked for, and of one that failed. */
const ttl = 600;
const failedTtl = 86_400;

export interface JobSettings {
  readonly slots: SearchSlots;
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<void>;
  /** How long a new job is being parsed, in milliseconds. */
  readonly parsingMs: number;
}

/** Search jobs, held in memory. A job waits, queued, while all slots that its owner may take are taken. */
export function createJobs({ slots, now, pause, parsingMs }: JobSettings): Jobs {
  const jobs = new Map<string, Job>();

  async function work(job: Job): Promise<void> {
    if (parsingMs > 0) await pause(parsingMs);
    if (job.state === 'PARSING') job.state = 'QUEUED';
    const release = await slots.wait(job.owner);
    try {
      if (job.state !== 'QUEUED') return;
      job.state = 'RUNNING';
      const rows = await collectRows(job.prepared.run(), maxCount, () => job.state === 'RUNNING');
      if (job.state !== 'RUNNING') return;
      job.rows = rows;
      job.state = 'DONE';
    } catch (error) {
      job.state = 'FAILED';
      job.error = error instanceof Error ? error.message : String(error);
      job.ttlSeconds = failedTtl;
    } finally {
      job.endedAt = now();
      release();
    }
  }

  function forgetOld(): void {
    for (const [sid, { endedAt, touchedAt, ttlSeconds }] of jobs) {
      if (endedAt > 0 && now() - Math.max(endedAt, touchedAt) > ttlSeconds * 1000) jobs.delete(sid);
    }
  }

  return {
    start(search, prepared, { owner, app, sid }) {
      forgetOld();
      const job: Job & { done: Promise<void> } = {
        sid,
        owner,
        app,
        search,
        prepared,
        startedAt: now(),
        state: parsingMs > 0 ? 'PARSING' : 'QUEUED',
        rows: [],
        endedAt: 0,
        ttlSeconds: ttl,
        touchedAt: now(),
        error: undefined,
        done: Promise.resolve(),
      };
      jobs.set(job.sid, job);
      job.done = work(job);
      return job;
    },
    find(sid) {
      forgetOld();
      const job = jobs.get(sid);
      if (job !== undefined) job.touchedAt = now();
      return job;
    },
    list() {
      forgetOld();
      return [...jobs.values()].toReversed();
    },
    cancel(sid) {
      const job = jobs.get(sid);
      if (job !== undefined && job.state !== 'DONE') job.state = 'USER_CANCEL';
      jobs.delete(sid);
    },
  };
}
