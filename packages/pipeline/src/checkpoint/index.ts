export { type Checkpoint, type SetAside } from './checkpoint.ts';
