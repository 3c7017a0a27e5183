import type { LedgerEntry } from '@sidecar/pipeline';
import { minuteOf } from '../status/age-text.ts';
import type { StatusFacts } from '../status/status-facts.ts';
import { formatCount, formatSeconds } from './format-number.ts';
import { printable } from './printable.ts';
import { type CheckView, renderChecks } from './render-checks.ts';
import type { Style } from './style.ts';
import { table } from './table.ts';

const MOST_ROWS = 5;

/** The checks, what is set aside and why, and the last runs of each stage. */
export function renderStatus(
  { scoring, runs }: Pick<StatusFacts, 'scoring' | 'runs'>,
  checks: readonly CheckView[],
  style: Style,
): string {
  const parts = [
    renderChecks(checks, style),
    ...setAsideLines(scoring?.setAside ?? []),
    ...(runs === null || runs.length === 0 ? [] : [runsTable(runs)]),
  ];
  return parts.join('\n\n');
}

function setAsideLines(entries: NonNullable<StatusFacts['scoring']>['setAside']): string[] {
  if (entries.length === 0) return [];
  const rows = entries
    .slice(-MOST_ROWS)
    .map(({ stage, window, at, attempts, reason }) => [
      stage,
      minuteOf(isoOf(window.from)),
      minuteOf(isoOf(window.to)),
      `${attempts}`,
      minuteOf(at),
      printable(reason),
    ]);
  const left = entries.length - rows.length;
  const head = ['set aside', 'from', 'to', 'attempts', 'last', 'why'];
  const lines = table(head, rows, { left: [0, 1, 2, 4, 5] });
  return [left === 0 ? lines : `${lines}\n(and ${formatCount(left)} before)`];
}

/** The last run of each kind, and the last batches that were scored. */
function runsTable(runs: readonly LedgerEntry[]): string {
  const others = (['run', 'train', 'drift'] as const).flatMap(
    (stage) => runs.findLast((run) => run.stage === stage) ?? [],
  );
  const scored = runs.filter(({ stage }) => stage === 'score').slice(-MOST_ROWS);
  const rows = [...others, ...scored].map((run) => [
    run.stage,
    minuteOf(run.startedAt),
    run.status,
    formatSeconds(run.durationSeconds),
    formatCount(run.eventsRead),
    run.stage === 'score' || run.stage === 'run' ? formatCount(run.outliers) : '–',
    [...(run.setAside > 0 ? [`${formatCount(run.setAside)} set aside`] : []), ...run.problems]
      .map((text) => printable(text))
      .join('; '),
  ]);
  return table(['last runs', 'started', 'ended', 'took', 'events', 'alerts', ''], rows, {
    left: [0, 1, 2, 6],
  });
}

function isoOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
