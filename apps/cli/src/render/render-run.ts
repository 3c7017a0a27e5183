import type { InputCounts } from '../exit-code-of.ts';
import { formatCount } from './format-number.ts';
import { printable } from './printable.ts';
import { renderModelSummary, type ModelView } from './render-model-summary.ts';
import { table } from './table.ts';

/** What is shown of a run. */
export interface RunView extends InputCounts, ModelView {
  /** Why the model was trained anew or reused, in words. */
  readonly modelReason: string;
  /** Events per `outlier_decision_source`, those that were decided to be outliers. */
  readonly outliers: Readonly<Record<string, number>>;
  readonly writes: readonly {
    /** Collection or file. */
    readonly target: string;
    readonly written: number;
    readonly failed: number;
    /** Records found when reading back; null if that was not asked. */
    readonly readBack: number | null;
  }[];
}

/** What a run did: which model and why, what it found, what it wrote where. */
export function renderRun(report: RunView): string {
  const { events, modelReason, outliers, writes } = report;
  const total = Object.values(outliers).reduce((sum, count) => sum + count, 0);
  const decisions = Object.entries(outliers).map(
    ([source, count]) => `${formatCount(count)} by ${printable(source)}`,
  );
  const rows = writes.map(({ target, written, failed, readBack }) => [
    printable(target),
    formatCount(written),
    failed === 0 ? '–' : formatCount(failed),
    readBack === null ? '–' : formatCount(readBack),
  ]);
  return [
    ...renderModelSummary(report),
    printable(modelReason),
    `${formatCount(total)} of ${formatCount(events)} events are outliers${total > 0 ? `: ${decisions.join(', ')}` : ''}`,
    ...(rows.length > 0 ? [table(['written to', 'records', 'failed', 'read back'], rows)] : []),
  ].join('\n');
}
