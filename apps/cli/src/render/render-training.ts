import type { InputCounts } from '../exit-code-of.ts';
import { counted } from './format-number.ts';
import { printable } from './printable.ts';
import { renderModelSummary, type ModelView } from './render-model-summary.ts';

/** What is shown of a training. */
export interface TrainingView extends InputCounts, ModelView {
  /** Empty if no events are kept. */
  readonly keptPath: string;
  readonly folded: {
    readonly kept: number;
    readonly added: number;
    readonly repeated: number;
    readonly forgotten: number;
    readonly tooOld: number;
    /** Bounds in epoch ms; null if there is no limit. */
    readonly window: { readonly days: number; readonly from: number; readonly until: number } | null;
  };
}

/**
 * The chosen k with its curve, what the model was made of, and what became of the events.
 *
 * @param options - `update`: they were added to those of the model before.
 */
export function renderTraining(report: TrainingView, { update }: { readonly update: boolean }): string {
  return [
    ...renderModelSummary(report),
    ...foldedLines(report, update),
    ...(report.keptPath === '' ? [] : [`events kept in ${printable(report.keptPath)}`]),
  ].join('\n');
}

function foldedLines({ folded }: TrainingView, update: boolean): string[] {
  const { kept, added, repeated, forgotten, tooOld, window } = folded;
  const lines: string[] = [];
  if (update) {
    const skipped = repeated === 0 ? '' : `, ${counted(repeated, 'event')} skipped that were there already`;
    lines.push(`updated: ${counted(added, 'event')} added to ${counted(kept, 'kept event')}${skipped}`);
  }
  if (window !== null) {
    const days = `${dayOf(window.from)} to ${dayOf(window.until - 1)}`;
    const left = [
      ...(forgotten > 0 ? [`${counted(forgotten, 'older kept event')} forgotten`] : []),
      ...(tooOld > 0 ? [`${counted(tooOld, 'older event')} of the input left out`] : []),
    ];
    lines.push([`window: ${counted(window.days, 'day')}, ${days} (UTC)`, ...left].join('; '));
  }
  return lines;
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
