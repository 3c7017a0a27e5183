import { collectRows } from '../output/export-lines.ts';
import type { PreparedSearch, Row } from './search-engine.ts';
import type { SearchSlots } from './search-slots.ts';

export type DispatchState = 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED' | 'USER_CANCEL';

/** A search that runs on its own; its rows are kept until it is cancelled or forgotten. */
export interface Job {
  readonly sid: string;
  readonly search: string;
  readonly prepared: PreparedSearch;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly done: Promise<void>;
  state: DispatchState;
  rows: readonly Row[];
  endedAt: number;
  ttlSeconds: number;
  error: string | undefined;
}

export interface Jobs {
  start(search: string, prepared: PreparedSearch): Job;
  find(sid: string): Job | undefined;
  list(): readonly Job[];
  cancel(sid: string): void;
}

/** Most rows a job keeps, `limits.conf [search] max_count`. */
const maxCount = 500_000;

/** Search jobs, held in memory. A job waits, queued, while all slots are taken. */
export function createJobs(slots: SearchSlots, now: () => number): Jobs {
  const jobs = new Map<string, Job>();
  let started = 0;

  async function work(job: Job): Promise<void> {
    const release = await slots.wait();
    try {
      if (job.state !== 'QUEUED') return;
      job.state = 'RUNNING';
      job.rows = await collectRows(job.prepared.run(), maxCount);
      job.state = 'DONE';
    } catch (error) {
      job.state = 'FAILED';
      job.error = String(error);
    } finally {
      job.endedAt = now();
      release();
    }
  }

  return {
    start(search, prepared) {
      const sid = `${Math.floor(now() / 1000)}.${++started}`;
      const job = {
        sid,
        search,
        prepared,
        startedAt: now(),
        state: 'QUEUED' as DispatchState,
        rows: [],
        endedAt: 0,
        ttlSeconds: 600,
        error: undefined,
        done: Promise.resolve(),
      };
      jobs.set(sid, job);
      job.done = work(job);
      return job;
    },
    find: (sid) => jobs.get(sid),
    list: () => [...jobs.values()].toReversed(),
    cancel(sid) {
      const job = jobs.get(sid);
      if (job !== undefined && job.state !== 'DONE') job.state = 'USER_CANCEL';
      jobs.delete(sid);
    },
  };
}
