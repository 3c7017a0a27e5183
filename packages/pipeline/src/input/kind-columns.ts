import type { KeptValue } from '../kept/kept-fields.ts';

/** Events as they cross from one thread to another: numbers, and whatever else there is to them once, when it is new. */
export interface KindColumns {
  /** How many lines were read for it, those that are no events among them. */
  readonly lines: number;
  /** Epoch ms of each event. */
  readonly times: Float64Array<ArrayBuffer>;
  /** Number of its kind. */
  readonly kinds: Uint32Array<ArrayBuffer>;
  /** Whether numbers of kinds and codes of values begin anew, and what had them before is to be forgotten. */
  readonly isAnew: boolean;
  /** Values that were not there before; they have the next codes, the first of all is 1. */
  readonly newValues: readonly KeptValue[];
  /** Kinds that were not there before, which have the next numbers: for each the codes of all `keptFields`, 0 for null. */
  readonly newKinds: Uint32Array<ArrayBuffer>;
}
