import type { InputCounts } from '../exit-code-of.ts';
import { counted, formatShare } from './format-number.ts';
import { printable } from './printable.ts';
import { table } from './table.ts';

/** How the shares of one category moved. */
interface Shift {
  readonly category: string;
  readonly beforeShare: number;
  readonly afterShare: number;
}

/** What is shown of a drift report. */
export interface DriftView extends InputCounts {
  readonly drifted: boolean;
  readonly culprit: { readonly name: string; readonly shift: Shift } | null;
  readonly comparisons: readonly {
    readonly name: string;
    readonly drifted: boolean;
    readonly balancedCramersV: number;
    readonly psi: number;
    readonly adjustedPValue: number;
    readonly shifts: readonly Shift[];
  }[];
}

/** The verdict with its culprit, and every comparison behind it. */
export function renderDrift({ events, drifted, culprit, comparisons }: DriftView): string {
  const verdict = culprit
    ? `drift: ${printable(culprit.name)} moved most, ${shiftText(culprit.shift)}`
    : `${drifted ? 'drift' : 'no drift'} in ${counted(events, 'event')}`;
  const rows = comparisons.map((comparison) => [
    printable(comparison.name),
    comparison.drifted ? 'yes' : 'no',
    comparison.balancedCramersV.toFixed(3),
    comparison.psi.toFixed(3),
    comparison.adjustedPValue < 0.0001 ? '< 0.0001' : comparison.adjustedPValue.toFixed(4),
    comparison.shifts[0] ? shiftText(comparison.shifts[0]) : '',
  ]);
  const head = ['compared', 'drifted', "Cramér's V", 'PSI', 'p-value', 'what moved most'];
  return `${verdict}\n\n${table(head, rows, { left: [0, 1, 5] })}`;
}

function shiftText({ category, beforeShare, afterShare }: Shift): string {
  return `${printable(category)} from ${formatShare(beforeShare)} to ${formatShare(afterShare)}`;
}
