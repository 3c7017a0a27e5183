export { type Checkpoint, type SetAside } from './checkpoint.ts';
export { lockState, type StateLock } from './lock-state.ts';
export { readCheckpoint } from './read-checkpoint.ts';
export { realisedPerDay } from './realised-per-day.ts';
export { StateError, type StateErrorCode } from './state-error.ts';
export { writeCheckpoint } from './write-checkpoint.ts';
