import { type Burst, burstText } from '@sidecar/pipeline';
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

interface Culprit {
  readonly name: string;
  readonly shift: Shift;
}

/** What is shown of a drift report. */
export interface DriftView extends InputCounts {
  readonly drifted: boolean;
  readonly culprit: Culprit | null;
  /** Events that are left out of the comparisons. */
  readonly bursts: readonly Burst[];
  /** What the verdict would be with them; null without any. */
  readonly withBursts: { readonly drifted: boolean; readonly culprit: Culprit | null } | null;
  readonly comparisons: readonly {
    readonly name: string;
    readonly drifted: boolean;
    readonly balancedCramersV: number;
    readonly psi: number;
    readonly adjustedPValue: number;
    readonly shifts: readonly Shift[];
  }[];
}

/** The verdict with its culprit, the bursts that were left out, and every comparison behind it. */
export function renderDrift(report: DriftView): string {
  const { events, drifted, culprit, bursts, comparisons } = report;
  const verdict = culprit
    ? `drift: ${culpritText(culprit)}`
    : `${drifted ? 'drift' : 'no drift'} in ${counted(events, 'event')}${bursts.length > 0 ? ', apart from what came all at once' : ''}`;
  const rows = comparisons.map((comparison) => [
    printable(comparison.name),
    comparison.drifted ? 'yes' : 'no',
    comparison.balancedCramersV.toFixed(3),
    comparison.psi.toFixed(3),
    comparison.adjustedPValue < 0.0001 ? '< 0.0001' : comparison.adjustedPValue.toFixed(4),
    comparison.shifts[0] ? shiftText(comparison.shifts[0]) : '',
  ]);
  const head = ['compared', 'drifted', "Cramér's V", 'PSI', 'p-value', 'what moved most'];
  return `${[verdict, ...burstLines(report)].join('\n')}\n\n${table(head, rows, { left: [0, 1, 5] })}`;
}

function burstLines({ bursts, withBursts }: DriftView): string[] {
  const lines = bursts.map((burst) => `burst of failures, left out: ${printable(burstText(burst))}`);
  if (withBursts === null) return lines;
  const { drifted, culprit } = withBursts;
  const verdict = drifted
    ? `with it, this would look like drift${culprit ? `: ${culpritText(culprit)}` : ''}`
    : 'with it, there would be no drift either';
  return [...lines, `an attack or an outage looks like this, a change of habits does not; ${verdict}`];
}

function culpritText({ name, shift }: Culprit): string {
  return `${printable(name)} moved most, ${shiftText(shift)}`;
}

function shiftText({ category, beforeShare, afterShare }: Shift): string {
  return `${printable(category)} from ${formatShare(beforeShare)} to ${formatShare(afterShare)}`;
}
