import { counted, formatCount } from '../render/format-number.ts';
import type { CheckView } from '../render/render-checks.ts';
import { ageText, minuteOf } from './age-text.ts';
import type { StatusFacts } from './status-facts.ts';

export interface StatusLimits {
  /** Seconds that scoring may be behind. */
  readonly mostLagSeconds: number;
  /** Days that a model may be in use. */
  readonly mostModelDays: number;
  /** How the configuration was named on the command line, for remedies. */
  readonly configFile: string;
}

/** What a person should know of a worker, and what to do where something is not as it should be. */
export function statusChecks(facts: StatusFacts, limits: StatusLimits): CheckView[] {
  return [
    modelCheck(facts, limits),
    scoringCheck(facts, limits),
    setAsideCheck(facts, limits),
    alertsCheck(facts),
    splunkCheck(facts, limits),
  ];
}

function modelCheck({ model, now }: StatusFacts, { mostModelDays }: StatusLimits): CheckView {
  const name = 'model';
  if (model === null) {
    const remedy = 'The worker trains one when it starts; with worker.train.enabled: false, run sidecar run.';
    return { name, status: 'failed', finding: 'there is none that can be used', remedy };
  }
  const { version, createdAt, trainedOn, accounts } = model;
  const learned = `${version}, of ${counted(trainedOn, 'event')} of ${counted(accounts, 'account')}`;
  if (createdAt === null)
    return { name, status: 'ok', finding: `${learned}; when it was trained is not known` };
  const seconds = secondsBetween(createdAt, now);
  const finding = `${learned}, trained ${minuteOf(createdAt)}, ${ageText(seconds)} ago`;
  if (seconds <= mostModelDays * 86_400) return { name, status: 'ok', finding };
  const remedy = `It is older than ${counted(mostModelDays, 'day')}: look for trainings that failed in the log and below.`;
  return { name, status: 'warning', finding, remedy };
}

function scoringCheck(
  { scoring, clock, now }: StatusFacts,
  { mostLagSeconds, configFile }: StatusLimits,
): CheckView {
  const name = 'scoring';
  if (scoring === null) {
    const remedy = `Start the worker (sidecar-worker --config ${configFile}), or name the configuration that it has.`;
    return { name, status: 'failed', finding: 'there is no checkpoint in worker.state_dir', remedy };
  }
  const { scoredTo, lagSeconds } = scoring;
  const byWhom = clock === 'server' ? '' : " by this machine's clock";
  const finding = `all that was indexed before ${minuteOf(scoredTo)} is scored, ${ageText(lagSeconds)} ago${byWhom}`;
  if (lagSeconds <= mostLagSeconds) return { name, status: 'ok', finding };
  const remedy = `More than ${ageText(mostLagSeconds)} behind at ${minuteOf(now)}: is the worker running, and what does its log say?`;
  return { name, status: 'failed', finding, remedy };
}

function setAsideCheck({ scoring }: StatusFacts, { configFile }: StatusLimits): CheckView {
  const name = 'set aside';
  if (scoring === null) return { name, status: 'skipped', finding: 'not known yet' };
  const entries = scoring.setAside;
  if (entries.length === 0) return { name, status: 'ok', finding: 'nothing' };
  const remedy = `See why below. Once it is mended: sidecar-worker retry --config ${configFile}`;
  return { name, status: 'warning', finding: `${counted(entries.length, 'window')}, not scored`, remedy };
}

function alertsCheck({ alerts }: StatusFacts): CheckView {
  const name = 'alerts';
  if (alerts === null || alerts.perDay === null)
    return { name, status: 'skipped', finding: 'not known before a whole day is scored' };
  const { perDay, promise } = alerts;
  const came = `${formatTenths(perDay)} a day of late`;
  if (promise === null) return { name, status: 'ok', finding: came };
  const { expected, least, most } = promise;
  const finding = `${came}; promised are ${formatTenths(expected)}, from ${formatCount(least)} to ${formatCount(most)}`;
  if (perDay >= least && perDay <= most) return { name, status: 'ok', finding };
  const remedy =
    perDay > most
      ? 'More than promised: an attack, or accounts that behave otherwise than was learned. docs/operations.md says how to find out.'
      : 'Fewer than promised: is all that is asked for still read? See the events of each run below.';
  return { name, status: 'warning', finding, remedy };
}

function splunkCheck({ runs, splunkProblem }: StatusFacts, { configFile }: StatusLimits): CheckView {
  const name = 'Splunk';
  if (splunkProblem !== null) {
    const finding = `cannot be asked, so runs are not known: ${splunkProblem}`;
    return { name, status: 'failed', finding, remedy: `sidecar doctor --config ${configFile}` };
  }
  if (runs === null) return { name, status: 'skipped', finding: 'runs are not written to KV Store' };
  if (runs.length === 0)
    return { name, status: 'warning', finding: 'auth_model_runs has no run of the last month' };
  const isPartial = runs.filter(({ status }) => status === 'partial').length;
  const finding = `answers; ${counted(runs.length, 'run')} of late, ${isPartial === 0 ? 'all whole' : `${formatCount(isPartial)} not whole`}`;
  return { name, status: isPartial === 0 ? 'ok' : 'warning', finding };
}

function secondsBetween(earlier: string, later: string): number {
  return Math.max(0, (Date.parse(later) - Date.parse(earlier)) / 1000);
}

function formatTenths(value: number): string {
  return value >= 100 ? formatCount(value) : String(Math.round(value * 10) / 10);
}
