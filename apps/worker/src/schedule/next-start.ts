import { createHash } from 'node:crypto';
import { Cron } from 'croner';

export interface StartOptions {
  /** IANA name of the zone in which the schedule's hours are meant. */
  readonly timeZone: string;
  /** A start is put off by up to so many seconds. */
  readonly jitterSeconds: number;
  /** Seeds how far a start is put off: the same seed, stage and time, the same jitter; another worker's seed, another. */
  readonly seed: string;
}

/** When a stage starts: the time of its schedule, and the time of its start, which is up to the jitter later. */
export interface Start {
  readonly scheduled: Date;
  readonly at: Date;
}

/**
 * The next start of a stage after a time: the first time of the schedule whose start, with its jitter, is after `after`. croner knows the calendar and
 * summer time: what is scheduled in the hour that is skipped starts after it, and what is scheduled once a day starts once.
 *
 * @param cron - Five fields, or six with seconds first.
 * @returns Null if there is none, such as for 31 February.
 * @throws Error if croner does not understand the schedule.
 * @example
 * nextStart('0 3 * * 0', new Date('2026-01-01T00:00:00Z'), { timeZone: 'Europe/Berlin', jitterSeconds: 0, seed: '' })
 *   ?.at.toISOString(); // => '2026-01-04T02:00:00.000Z'
 */
export function nextStart(cron: string, after: Date, options: StartOptions): Start | null {
  const schedule = scheduleOf(cron, options.timeZone);
  // A start that was put off may still come although its time of the schedule has passed.
  let from = new Date(after.getTime() - options.jitterSeconds * 1000 - 1000);
  for (;;) {
    const scheduled = schedule.nextRun(from);
    if (scheduled === null) return null;
    const at = new Date(scheduled.getTime() + jitterMs(cron, scheduled, options));
    if (at > after) return { scheduled, at };
    from = scheduled;
  }
}

/**
 * The last time of a schedule at or before `before`: what should have started by then. Null if there was none.
 */
export function lastScheduled(
  cron: string,
  before: Date,
  { timeZone }: Pick<StartOptions, 'timeZone'>,
): Date | null {
  const [last] = scheduleOf(cron, timeZone).previousRuns(1, new Date(before.getTime() + 1000));
  return last === undefined || last > before ? null : last;
}

/** A schedule as croner knows it, which never runs anything itself here. */
function scheduleOf(cron: string, timeZone: string): Cron {
  return new Cron(cron, { timezone: timeZone, paused: true, mode: '5-or-6-parts' });
}

function jitterMs(cron: string, scheduled: Date, { jitterSeconds, seed }: StartOptions): number {
  if (jitterSeconds === 0) return 0;
  const digest = createHash('sha256')
    .update(JSON.stringify([seed, cron, scheduled.getTime()]))
    .digest();
  return Math.floor((digest.readUInt32BE() / 2 ** 32) * jitterSeconds * 1000);
}
