import type { SideBySide } from '@sidecar/pipeline';
import type { InputCounts, WriteOutcome } from '../exit-code-of.ts';
import { counted, formatCount } from './format-number.ts';
import { printable } from './printable.ts';
import { renderModelSummary, type ModelView } from './render-model-summary.ts';
import { renderSideBySide } from './render-side-by-side.ts';
import { table } from './table.ts';

/** What is shown of a run. */
export interface RunView extends InputCounts, ModelView {
  /** Why the model was trained anew or reused, in words. */
  readonly modelReason: string;
  /** Events per `outlier_decision_source`, those that were decided to be outliers. */
  readonly outliers: Readonly<Record<string, number>>;
  /** Events beyond the threshold of their account, of their cluster, and of all. */
  readonly beyond: { readonly user: number; readonly cluster: number; readonly global: number };
  /** What a shadow model would have decided; null without one. */
  readonly shadow: (SideBySide & { readonly modelVersion: string }) | null;
  readonly writes: readonly WriteView[];
}

/** What became of one collection or file, in numbers. */
export interface WriteView extends WriteOutcome {
  readonly written: number;
  readonly failed: number;
  /** Records found when reading back; null if that was not done. */
  readonly readBack: number | null;
}

/** What a run did: which model and why, what it decided, what it wrote where. */
export function renderRun(report: RunView, { width = 100 }: { readonly width?: number } = {}): string {
  const { shadow, modelVersion } = report;
  const names = { first: modelVersion, second: `shadow ${shadow?.modelVersion}` };
  return [
    ...renderModelSummary(report, report.modelReason),
    '',
    renderDecisions(report),
    ...(shadow === null ? [] : ['', renderSideBySide(shadow, { names, width, most: 2 })]),
    ...(report.writes.length > 0 ? ['', renderWrites(report.writes)] : []),
  ].join('\n');
}

/** How many events each threshold and each rule of decision singles out. */
export function renderDecisions({
  events,
  beyond,
  outliers,
}: Pick<RunView, 'events' | 'beyond' | 'outliers'>): string {
  const share = (count: number): string => `1 in ${formatCount(events / count)}`;
  const row = (name: string, count: number): string[] => [
    name,
    formatCount(count),
    count === 0 ? '–' : share(count),
  ];
  const decided = Object.entries(outliers).map(([source, count]) =>
    row(`outliers (${printable(source).replaceAll('_', ' ')})`, count),
  );
  return table(
    [`of ${counted(events, 'event')}`, 'events', ''],
    [
      row('beyond the threshold of their account', beyond.user),
      row('beyond the threshold of their cluster', beyond.cluster),
      row('beyond the threshold of all', beyond.global),
      ...(decided.length > 0 ? decided : [row('outliers', 0)]),
    ],
  );
}

function renderWrites(writes: readonly WriteView[]): string {
  const rows = writes.map(({ target, written, failed, readBack }) => [
    printable(target),
    formatCount(written),
    failed === 0 ? '–' : formatCount(failed),
    readBack === null ? '–' : formatCount(readBack),
  ]);
  return table(['written to', 'records', 'failed', 'read back'], rows);
}
