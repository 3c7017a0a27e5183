import type { BudgetPromise } from '@sidecar/pipeline';
import { counted, formatCount } from './format-number.ts';
import { printable } from './printable.ts';
import { table } from './table.ts';

const BAR = 20;

/** What is shown of a model. */
export interface ModelView {
  readonly modelVersion: string;
  readonly modelPath: string;
  /** Events that it was trained on. */
  readonly trainedOn: number;
  readonly accounts: number;
  /** The chosen number of clusters. */
  readonly k: number;
  readonly curve: readonly { readonly k: number; readonly silhouette: number; readonly stability: number }[];
  /** Sentences about what was left out or is out of the ordinary. */
  readonly notes: readonly string[];
  /** What the budget of alerts promises; null without a budget. */
  readonly promise: BudgetPromise | null;
}

/**
 * What a model was made of, and the curve by which its k was chosen.
 *
 * @param origin - Why it was trained or reused, in words.
 */
export function renderModelSummary(
  { modelVersion, modelPath, trainedOn, accounts, k, curve, notes, promise }: ModelView,
  origin?: string,
): string[] {
  const largest = Math.max(...curve.map(({ silhouette }) => silhouette), Number.MIN_VALUE);
  const rows = curve.map((point) => [
    `${point.k === k ? '→' : ' '} ${point.k}`,
    point.silhouette.toFixed(4),
    point.stability.toFixed(2),
    '█'.repeat(Math.round((BAR * Math.max(0, point.silhouette)) / largest)),
  ]);
  const made = `${counted(trainedOn, 'event')} of ${counted(accounts, 'account')}, ${counted(k, 'cluster')}`;
  return [
    `model ${printable(modelVersion)}: ${made}`,
    ...(origin === undefined ? [] : [printable(origin)]),
    `in ${printable(modelPath)}`,
    ...(rows.length > 0 ? [table(['  k', 'silhouette', 'stability', ''], rows, { left: [0, 3] })] : []),
    ...notes.map((note) => printable(note)),
    ...(promise === null ? [] : [promiseText(promise)]),
  ];
}

function promiseText({ alertsPerDay, day, week }: BudgetPromise): string {
  const range = ({ least, most }: BudgetPromise['day']): string =>
    `${formatCount(least)} to ${formatCount(most)}`;
  const wanted = `${alertsPerDay.toLocaleString('en-US')} alert${alertsPerDay === 1 ? '' : 's'} a day`;
  return `budget of ${wanted}: without attacks ${range(day)} on a day and ${range(week)} in a week, 99 of 100 times`;
}
