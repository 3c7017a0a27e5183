import type { SidecarConfig } from '@sidecar/pipeline';
import { isTimeDivisible } from '@sidecar/splunk-client';
import { nextStart } from '../schedule/next-start.ts';

/** `all`: schedules, state and models are this process's, and it works itself; `work`: it takes work from Redis alone. */
export type Role = 'all' | 'work';

type Report = (path: (string | number)[], found: string, expected: string) => void;

const STAGES = ['train', 'score', 'drift'] as const;

/**
 * Reports what a worker cannot do of what may be configured: events are scored window by window of the time at which Splunk indexed them, so they
 * must come from Splunk, one by one, and a score may not depend on what else is scored. `since` is when schedules are looked at.
 */
export function checkWorkerConfig(config: SidecarConfig, report: Report, role: Role, since: Date): void {
  const { ingestion, modeling, queue } = config;
  if (modeling.preset === 'classic')
    report(
      ['modeling', 'preset'],
      'classic',
      'behavior: what classic says of an event depends on all others of a run',
    );
  if (ingestion.source !== 'splunk')
    report(['ingestion', 'source'], ingestion.source, 'splunk: a worker follows what Splunk indexes');
  if (ingestion.mode !== 'raw')
    report(
      ['ingestion', 'mode'],
      ingestion.mode,
      'raw: summaries come hours after the events; use sidecar run',
    );
  if (ingestion.windows !== 'always' && !isTimeDivisible(ingestion.query)) {
    const expected =
      'a search that treats events one by one, without times of its own, macros and subsearches: it is read in windows (or ingestion.windows: always)';
    report(['ingestion', 'query'], 'a search that cannot be cut by time', expected);
  }
  for (const key of ['index_earliest', 'index_latest'] as const)
    if (ingestion[key] !== undefined)
      report(['ingestion', key], `"${ingestion[key]}"`, 'nothing: a worker follows index time by itself');
  if (role === 'work' && queue.redis.url === undefined)
    report(
      ['queue', 'redis', 'url'],
      'nothing',
      'the address of the Redis that --role work takes its work from',
    );
  checkSchedules(config, report, since);
}

function checkSchedules({ worker }: SidecarConfig, report: Report, since: Date): void {
  if (STAGES.every((stage) => !worker[stage].enabled))
    report(['worker'], 'no stage that is enabled', 'at least one of train, score and drift');
  for (const stage of STAGES) {
    const { cron } = worker[stage];
    const fault = faultOf(cron, worker.time_zone, since);
    if (fault !== null) report(['worker', stage, 'cron'], `"${cron}"`, `a schedule of cron (${fault})`);
  }
}

function faultOf(cron: string, timeZone: string, since: Date): string | null {
  try {
    const start = nextStart(cron, since, { timeZone, jitterSeconds: 0, seed: '' });
    return start === null ? 'this time never comes' : null;
  } catch (error) {
    return (error as Error).message.replace(/^CronPattern: /, '');
  }
}
