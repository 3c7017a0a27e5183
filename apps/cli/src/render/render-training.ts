import type { InputCounts } from '../exit-code-of.ts';
import { renderModelSummary, type ModelView } from './render-model-summary.ts';

/** What is shown of a training. */
export interface TrainingView extends InputCounts, ModelView {}

/** The chosen k with its curve, and what the model was made of. */
export function renderTraining(report: TrainingView): string {
  return renderModelSummary(report).join('\n');
}
