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
