export { countCollection, readCollection, type ReadOptions } from './read-collection.ts';
export { ensureCollection, type EnsuredCollection, type EnsureOptions } from './ensure-collection.ts';
export { type KvPlace } from './call-kv.ts';
export { quoteKvQuery, type KvCondition, type KvQuery, type KvScalar } from './kv-query.ts';
export { KvStoreError, type KvStoreErrorCode } from './kv-store-error.ts';
export { type KvRequest, type KvTransport } from './kv-transport.ts';
export { recordFault, type KvFieldType, type KvRecord } from './record-fault.ts';
export { safeKey } from './safe-key.ts';
export {
  writeCollection,
  type RefusedRecord,
  type WriteOptions,
  type WriteProgress,
  type WriteReport,
} from './write-collection.ts';
