import type { DetectionReport, Finding } from '@sidecar/pipeline';
import { counted, formatCount, formatShare } from './format-number.ts';
import { printable } from './printable.ts';
import { table } from './table.ts';

/**
 * How well the scores find the attacks, as three short tables.
 *
 * @param options - `width`: columns of the page; where it is narrow, scenarios are shown for fewer numbers of alerts.
 */
export function renderEvaluation(report: DetectionReport, { width }: { readonly width: number }): string {
  return [summary(report), budgets(report), scenarios(report, width)]
    .filter((part) => part !== '')
    .join('\n\n');
}

function summary({
  events,
  attacks,
  incidents,
  days,
  baseRate,
  rejected,
  rejectedAttacks,
  ...report
}: DetectionReport): string {
  const period = days === null ? '' : ` in ${days.toFixed(1)} days`;
  const lines = [
    `${counted(events, 'event')}${period}, of them ${counted(attacks, 'attack')} (${formatShare(baseRate)}) in ${counted(incidents, 'incident')}`,
    `average precision ${decimal(report.averagePrecision)} (without information: ${decimal(baseRate)}), ROC area ${decimal(report.rocAuc)}`,
  ];
  if (rejected > 0) {
    lines.push(
      `${counted(rejected, 'rejected line')} left out, ${formatCount(rejectedAttacks)} of them attacks`,
    );
  }
  return lines.join('\n');
}

function budgets({ budgets: cuts, decision, incidents }: DetectionReport): string {
  const row = (
    name: string,
    { alerts, alertsPerDay, recall, precision, incidentsFound }: Finding,
  ): string[] => [
    name,
    formatCount(alerts),
    alertsPerDay === null ? '–' : alertsPerDay.toFixed(1),
    formatShare(recall),
    formatShare(precision),
    `${formatCount(incidentsFound)} of ${formatCount(incidents)}`,
  ];
  const rows = cuts.map((cut) => row(`top ${percent(cut.share)}`, cut));
  if (decision) rows.push(row('decision', decision));
  return table(['alerts on', 'alerts', 'a day', 'recall', 'precision', 'incidents'], rows);
}

function scenarios(report: DetectionReport, width: number): string {
  if (report.scenarios.length === 0) return '';
  const title = 'per scenario: share of its events / number of its incidents found';
  const tables = report.budgets.map((_, left) => scenarioTable(report, left));
  const fitting = tables.find((text) => text.split('\n').every((line) => line.length <= width));
  return `${title}\n${fitting ?? tables.at(-1)!}`;
}

/** @param left - How many of the smaller budgets are left out. */
function scenarioTable(
  { scenarios: groups, budgets: cuts, decision }: DetectionReport,
  left: number,
): string {
  const shown = cuts.slice(left).map(({ share }) => `top ${percent(share)}`);
  const head = ['scenario', 'technique', 'events', 'incidents', ...shown];
  const cell = ({ recall, incidentsFound }: Pick<Finding, 'recall' | 'incidentsFound'>): string =>
    `${formatShare(recall, 0)} / ${incidentsFound}`;
  const rows = groups.map((group) => [
    printable(group.scenario),
    printable(group.technique ?? '–'),
    formatCount(group.events),
    formatCount(group.incidents),
    ...group.budgets.slice(left).map(cell),
    ...(group.decision ? [cell(group.decision)] : []),
  ]);
  return table(decision ? [...head, 'decision'] : head, rows, { left: [0, 1] });
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}

function decimal(value: number): string {
  return Number.isFinite(value) ? value.toFixed(3) : 'undefined';
}
