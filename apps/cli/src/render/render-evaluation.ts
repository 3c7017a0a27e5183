import type { DetectionReport, Finding } from '@sidecar/pipeline';
import { formatCount, formatShare } from './format-number.ts';
import { printable } from './printable.ts';
import { table } from './table.ts';

/** How well the scores find the attacks, as three short tables. */
export function renderEvaluation(report: DetectionReport): string {
  return [summary(report), budgets(report), scenarios(report)].filter((part) => part !== '').join('\n\n');
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
    `${formatCount(events)} events${period}; ${formatCount(attacks)} are attacks (${formatShare(baseRate)}), in ${formatCount(incidents)} incidents`,
    `average precision ${decimal(report.averagePrecision)} (without information: ${decimal(baseRate)}), ROC area ${decimal(report.rocAuc)}`,
  ];
  if (rejected > 0) {
    lines.push(
      `${formatCount(rejected)} rejected lines left out, ${formatCount(rejectedAttacks)} of them attacks`,
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

function scenarios({ scenarios: groups, budgets: cuts, decision }: DetectionReport): string {
  if (groups.length === 0) return '';
  const head = [
    'scenario',
    'technique',
    'events',
    'incidents',
    ...cuts.map(({ share }) => `top ${percent(share)}`),
  ];
  const rows = groups.map(({ scenario, technique, events, incidents, ...group }) => [
    printable(scenario),
    printable(technique ?? '–'),
    formatCount(events),
    formatCount(incidents),
    ...group.budgets.map(({ recall, incidentsFound }) => `${formatShare(recall, 0)} / ${incidentsFound}`),
    ...(group.decision
      ? [`${formatShare(group.decision.recall, 0)} / ${group.decision.incidentsFound}`]
      : []),
  ]);
  const title = 'per scenario: share of its events / number of its incidents found';
  return `${title}\n${table(decision ? [...head, 'decision'] : head, rows, { left: [0, 1] })}`;
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}

function decimal(value: number): string {
  return Number.isFinite(value) ? value.toFixed(3) : 'undefined';
}
