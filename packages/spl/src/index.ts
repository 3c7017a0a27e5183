export { SplError } from './spl-error.ts';
export { type Batches, type FieldValue, type Row } from './row.ts';
export {
  type Environment,
  type EventQuery,
  type LookupTable,
  type Macro,
  type MetadataField,
  type PreparedSearch,
  rowsOf,
  type SearchIdentity,
  type SearchScope,
  type WrittenEvent,
} from './environment.ts';
export { createSearchEngine, type SearchEngine } from './run/create-search-engine.ts';
export {
  createMemoryEnvironment,
  type MemoryEnvironment,
  type MemoryEvent,
  type MemoryLookup,
  type MemoryOptions,
} from './memory/create-memory-environment.ts';
export { parseTimeModifier } from './time/time-modifier.ts';
export { copyRow, emptyRow } from './empty-row.ts';
export { extractFields } from './extract-fields.ts';
export { numberText } from './values/number-text.ts';
export { matchesAny, matchesWildcard } from './wildcard.ts';
export { parsePipeline, type PipelineCommand } from './run/parse-pipeline.ts';
export { supportedCommands } from './run/supported-commands.ts';
export { supportedFunctions } from './eval/function-table.ts';
export { supportedStatistics } from './stats/statistics.ts';
export { compileExpression } from './eval/compile-expression.ts';
export { expandMacros } from './syntax/expand-macros.ts';
