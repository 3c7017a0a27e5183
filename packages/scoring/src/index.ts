export {
  classicClusterProfileRecords,
  classicUserProfileRecords,
  classicUserThresholdRecords,
  scoreClassicBatch,
  type ClassicArtifact,
  type ClassicClusterProfileRecord,
  type ClassicOptions,
  type ClassicOutlierMode,
  type ClassicScored,
  type ClassicUserProfileRecord,
  type ClassicUserThresholdRecord,
} from './classic/index.ts';
export { type AloneAccount } from './alone/alone-account.ts';
export { type AloneFacet, type AloneHabit, type AloneValue } from './alone/alone-facet.ts';
export { type AloneShare } from './alone/alone-share.ts';
export { createAloneScorer } from './alone/alone-scorer.ts';
export { type AlonePlace, type AloneShift, aloneTables, type AloneTables } from './alone/alone-tables.ts';
export {
  type BehaviorModel,
  type History,
  type TrainingFacts,
  type TrainingSettings,
} from './behavior-model.ts';
export {
  type AlertRate,
  type AlertRates,
  fitAlertRates,
  type HeldOutAlerting,
  limitFor,
} from './alert-rates.ts';
export { budgetBounds, type BudgetBounds, type BudgetBoundsOptions } from './budget-bounds.ts';
export { fitCalibration, tailProbability, type Calibration } from './calibration.ts';
export { type ClusterCurvePoint, type ClusterModel } from './cluster-model.ts';
export { combineLayers, layerValue } from './combine-layers.ts';
export { decide, type Decision, type DecisionOptions, type OutlierMode } from './decide.ts';
export { createExplainer, type Explanation } from './explain/explainer.ts';
export { type Reason } from './explain/reason.ts';
export { oneIn } from './explain/frequency.ts';
export { usualHours, usualHoursText, type UsualHours } from './explain/usual-hours.ts';
export { type Alert } from './incidents/alert.ts';
export { compareRisk } from './incidents/compare-risk.ts';
export { groupAlerts } from './incidents/group-alerts.ts';
export { type Incident } from './incidents/incident.ts';
export {
  createIncidentGrouper,
  type IncidentGrouper,
  type IncidentGrouperOptions,
} from './incidents/incident-grouper.ts';
export {
  describeStored,
  type IncidentGrouperState,
  type StoredIncident,
} from './incidents/incident-state.ts';
export { displayedRisk, rawRisk, type RiskGroup } from './incidents/incident-risk.ts';
export { fitModel, type FitModelOptions } from './fit-model.ts';
export {
  columnsPart,
  NO_RETURN,
  type ObservationColumns,
  observationsOf,
  type OrderedObservations,
} from './ordered-observations.ts';
export { layerNames } from './layer-names.ts';
export { layerQuestions, type LayerQuestion } from './layer-questions.ts';
export { layerWeights } from './layer-weights.ts';
export { midP } from './mid-p.ts';
export { type ClusterPlace, clusterPlaces } from './cluster-places.ts';
export { historyBaseline } from './history/history-baseline.ts';
export { historyTables, type HistoryTables, type JudgedBy } from './history/history-tables.ts';
export { type OwnNoise } from './own-noise.ts';
export { type Context, type ContextModel } from './recent/context.ts';
export { type Habits } from './recent/habits.ts';
export {
  createFalseDiscoveryWindow,
  type FalseDiscoveryOptions,
  type FalseDiscoveryState,
  type FalseDiscoveryWindow,
} from './recent/false-discovery-window.ts';
export {
  createRepeatedAlerts,
  type Alerting,
  type RepeatedAlerts,
  type RepeatedAlertsState,
} from './recent/repeated-alerts.ts';
export { type AlertLimitState } from './recent/alert-limits.ts';
export { type Recent, type RecentState } from './recent/recent-tracker.ts';
export { createScorer, isLater, type Scorer, type ScorerOptions, type ScorerState } from './scorer.ts';
export { type Scored } from './scored.ts';
export { ORDINARY_SURPRISE } from './surprise.ts';
export { fitThresholds, type HeldOutScore, type ThresholdOptions, type Thresholds } from './thresholds.ts';
export { behaviourCodes } from './counting/behaviour-codes.ts';
export { fitBehavior, type FitBehaviorOptions } from './fit-behavior.ts';
