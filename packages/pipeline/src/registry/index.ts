export { canonicalJson } from './canonical-json.ts';
export { loadModel } from './load-model.ts';
export { loadSidecarModel } from './load-sidecar-model.ts';
export { ModelError, type ModelErrorCode } from './model-error.ts';
export {
  parseModel,
  sealModel,
  serialiseModel,
  type SealedModel,
  type SerialiseModelOptions,
  type StoredModel,
} from './model-file.ts';
export { registryAdd, registryPromote, registryRollback, type RegistryChange } from './registry-change.ts';
export {
  registryCurrent,
  registryList,
  registryShow,
  type RegistryEntry,
  type RegistryVersion,
} from './registry-read.ts';
export { type RegistryEvent, type RegistryState } from './registry-state.ts';
export { saveModel } from './save-model.ts';
