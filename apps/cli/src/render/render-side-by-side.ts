import type { OneSidedAlert, SideBySide } from '@sidecar/pipeline';
import { counted, formatCount, formatShare } from './format-number.ts';
import { printable } from './printable.ts';
import { table } from './table.ts';
import { wrap } from './wrap.ts';

/** Days whose alerts are shown, those on which the models differ most. */
const MOST_DAYS = 7;

export interface SideBySideOptions {
  /** What the two models are called. */
  readonly names: { readonly first: string; readonly second: string };
  /** Columns of the page. */
  readonly width: number;
  /** Alerts of one model alone that are shown, at most. @default 5 */
  readonly most?: number;
}

/** How far two models agree about the same events, how many alerts each raises, and the highest that only one does. */
export function renderSideBySide(report: SideBySide, { names, width, most = 5 }: SideBySideOptions): string {
  const { alerts } = report;
  const [first, second] = [printable(names.first), printable(names.second)];
  return [
    agreementText(report),
    volumes(report, first, second),
    days(report, first, second),
    examples(
      `only ${first} raises ${counted(alerts.onlyFirst, 'alert')}`,
      report.onlyFirst.slice(0, most),
      second,
      width,
    ),
    examples(
      `only ${second} raises ${counted(alerts.onlySecond, 'alert')}`,
      report.onlySecond.slice(0, most),
      first,
      width,
    ),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function agreementText({ events, agreement, rankCorrelation, overlap }: SideBySide): string {
  const correlation = rankCorrelation === null ? '–' : rankCorrelation.toFixed(3);
  const shared = overlap === null ? 'no alert at all' : `${formatShare(overlap)} of the alerts are of both`;
  return (
    `${counted(events, 'event')} scored with both: they decide alike about ${formatShare(agreement, 2)}; ${shared}; ` +
    `rank correlation of the scores ${correlation}`
  );
}

function volumes({ alerts, days }: SideBySide, first: string, second: string): string {
  const row = (name: string, count: number): string[] => [
    name,
    formatCount(count),
    (count / days).toFixed(1),
  ];
  return table(
    ['alerts', 'number', 'a day'],
    [
      row(`of ${first}`, alerts.first),
      row(`of ${second}`, alerts.second),
      row('of both', alerts.both),
      row(`of ${first} alone`, alerts.onlyFirst),
      row(`of ${second} alone`, alerts.onlySecond),
    ],
  );
}

function days({ alertsByDay }: SideBySide, first: string, second: string): string {
  const differing = alertsByDay
    .filter((day) => day.first !== day.second)
    .sort((a, b) => Math.abs(b.first - b.second) - Math.abs(a.first - a.second))
    .slice(0, MOST_DAYS)
    .sort((a, b) => (a.day < b.day ? -1 : 1));
  if (differing.length === 0) return '';
  const rows = differing.map((day) => [day.day, formatCount(day.first), formatCount(day.second)]);
  return table(['days that differ most', first, second], rows);
}

function examples(title: string, alerts: readonly OneSidedAlert[], other: string, width: number): string {
  if (alerts.length === 0) return '';
  const lines = alerts.flatMap(({ time, user, src, dest, signature, score, otherScore, sentence, key }) => {
    const what = sentence === '' ? `${src ?? '?'} → ${dest ?? '?'}: ${signature ?? '?'}` : sentence;
    const scores = `${score.toFixed(2)} (${other} ${otherScore.toFixed(2)})`;
    const head = `${scores}  ${printable(time.slice(0, 19))}  ${printable(user)}  key ${printable(key)}`;
    return [`  ${head}`, ...wrap(printable(what), width - 4).map((line) => `    ${line}`)];
  });
  return [`${title}, the highest:`, ...lines].join('\n');
}
