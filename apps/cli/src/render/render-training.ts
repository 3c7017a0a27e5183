import type { InputCounts } from '../exit-code-of.ts';
import { formatCount } from './format-number.ts';
import { printable } from './printable.ts';
import { table } from './table.ts';

/** What is shown of a training. */
export interface TrainingView extends InputCounts {
  readonly modelVersion: string;
  readonly accounts: number;
  /** The chosen number of clusters. */
  readonly k: number;
  readonly curve: readonly { readonly k: number; readonly silhouette: number; readonly stability: number }[];
  /** Sentences about what was left out or is out of the ordinary. */
  readonly notes: readonly string[];
}

/** The chosen k with its curve, and what the model was made of. */
export function renderTraining({ modelVersion, accounts, events, k, curve, notes }: TrainingView): string {
  const widest = Math.max(...curve.map(({ silhouette }) => silhouette), Number.MIN_VALUE);
  const rows = curve.map((point) => [
    `${point.k === k ? '→' : ' '} ${point.k}`,
    point.silhouette.toFixed(4),
    point.stability.toFixed(2),
    '█'.repeat(Math.round((20 * Math.max(0, point.silhouette)) / widest)),
  ]);
  return [
    `model ${printable(modelVersion)}: ${formatCount(events)} events of ${formatCount(accounts)} accounts, ${k} clusters`,
    ...(rows.length > 0 ? [table(['  k', 'silhouette', 'stability', ''], rows, { left: [0, 3] })] : []),
    ...notes.map((note) => printable(note)),
  ].join('\n');
}
