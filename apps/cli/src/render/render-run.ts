import type { InputCounts } from '../exit-code-of.ts';
import { formatCount } from './format-number.ts';
import { printable } from './printable.ts';
import { table } from './table.ts';

/** What is shown of a run. */
export interface RunView extends InputCounts {
  readonly modelVersion: string;
  /** Why the model was trained anew or reused, in words. */
  readonly modelReason: string;
  /** Events that were decided to be outliers. */
  readonly outliers: number;
  readonly writes: readonly {
    /** Collection or file. */
    readonly target: string;
    readonly written: number;
    readonly failed: number;
  }[];
}

/** What a run did: which model and why, what it found, what it wrote where. */
export function renderRun({ events, modelVersion, modelReason, outliers, writes }: RunView): string {
  const rows = writes.map(({ target, written, failed }) => [
    printable(target),
    formatCount(written),
    failed === 0 ? '–' : formatCount(failed),
  ]);
  return [
    `model ${printable(modelVersion)}: ${printable(modelReason)}`,
    `${formatCount(outliers)} of ${formatCount(events)} events are outliers`,
    ...(rows.length > 0 ? [table(['written to', 'records', 'failed'], rows)] : []),
  ].join('\n');
}
