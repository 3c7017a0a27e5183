export { averagePrecision } from './average-precision.ts';
export {
  evaluateDetection,
  type BudgetFinding,
  type DetectionReport,
  type Finding,
  type ScenarioFinding,
} from './evaluate-detection.ts';
export { EvaluationError, type EvaluationErrorCode } from './evaluation-error.ts';
export { type AttackEvent, type LabelledScores } from './labelled-scores.ts';
export { readLabelledScores } from './read-labelled-scores.ts';
export { rocAuc } from './roc-auc.ts';
