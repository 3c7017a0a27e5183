export {
  averagePrecision,
  evaluateDetection,
  EvaluationError,
  readLabelledScores,
  rocAuc,
  type AttackEvent,
  type BudgetFinding,
  type DetectionReport,
  type EvaluationErrorCode,
  type Finding,
  type LabelledScores,
  type ScenarioFinding,
} from './evaluate/index.ts';
export {
  createAtomicWriter,
  IoError,
  readLines,
  writeFileAtomic,
  type AtomicWriter,
  type AtomicWriterOptions,
  type IoErrorCode,
  type Line,
  type ReadLinesOptions,
} from './io/index.ts';
export {
  ConfigError,
  configJsonSchema,
  configReference,
  configTemplate,
  kvStoreConnection,
  loadConfig,
  parseConfig,
  type ConfigFault,
  type IngestionConfig,
  type LoadConfigOptions,
  type ModelingConfig,
  type OutputConfig,
  type ParseConfigOptions,
  type ParsedConfig,
  type Secret,
  type SidecarConfig,
  type SplunkConnection,
} from './config/index.ts';
export {
  canonicalJson,
  loadModel,
  loadSidecarModel,
  ModelError,
  sealModel,
  parseModel,
  registryAdd,
  registryCurrent,
  registryList,
  registryPromote,
  registryRollback,
  registryShow,
  saveModel,
  serialiseModel,
  type ModelErrorCode,
  type RegistryChange,
  type RegistryEntry,
  type RegistryEvent,
  type RegistryState,
  type RegistryVersion,
  type SealedModel,
  type SerialiseModelOptions,
  type StoredModel,
} from './registry/index.ts';
export {
  createInputTally,
  type InputCounts,
  type InputTally,
  type RejectionCount,
} from './input/input-counts.ts';
export { type FoundIncidents } from './incidents/collect-incidents.ts';
export { type IncidentRecord } from './incidents/incident-record.ts';
export { incidentsOfScored, type ScoredIncidents } from './incidents/incidents-of-scored.ts';
export { type Progress, type ProgressEvent } from './progress.ts';
export { collections, type Collection, type FieldType } from './records/collections.ts';
export { createEventKeys, type EventKeys } from './records/event-key.ts';
export { type Profiles } from './score/scoring-engine.ts';
export { score, type ScoreFilesOptions, type ScoreReport } from './score/score.ts';
export { train, type TrainOptions, type TrainReport, type TrainToFileOptions } from './train/train.ts';
export { decisionOptions } from './decision-options.ts';
export { type Folded } from './train/folded.ts';
export { trainingWindow, type TrainingWindow } from './kept/training-window.ts';
export { burstText, type Burst, type BurstNames, type BurstPart } from './bursts/burst.ts';
export { compareModels, type CompareModelsOptions, type ModelComparison } from './compare/compare-models.ts';
export { type ModelDifferences, type NamedAccounts, type Pair } from './compare/model-differences.ts';
export { type OneSidedAlert, type SideBySide } from './compare/side-by-side.ts';
export { drift, type DriftFilesOptions, type DriftFilesReport } from './drift/drift.ts';
export { connect, type ConnectOptions } from './run/connect.ts';
export { readLedger, type LedgerEntry, type ReadLedgerOptions } from './run/read-ledger.ts';
export { run, type RunOptions, type RunReport } from './run/run.ts';
export { type RunDrift } from './run/choose-model.ts';
export { type ShadowReport } from './run/shadow.ts';
export { type WrittenTarget } from './run/plan-writes.ts';
export { writeProfiles, type WriteProfilesOptions } from './run/write-profiles.ts';
export {
  writeStageLedger,
  type StageFacts,
  type StageModel,
  type WriteStageLedgerOptions,
} from './run/write-stage-ledger.ts';
export { modelSummary, type BudgetPromise, type ModelSummary } from './train/model-summary.ts';
export { type Check } from './doctor/check.ts';
export { doctor, type DoctorOptions } from './doctor/doctor.ts';
export { type ClassicModel, type SidecarModel } from './model.ts';
