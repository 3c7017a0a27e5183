import { readState, type RegistryState } from './registry-state.ts';

/** Since when and how the current model is in use. */
export interface InUse {
  readonly version: string;
  /** ISO time of the promotion or rollback. */
  readonly since: string;
  /** Somebody went back to it. */
  readonly isRolledBack: boolean;
  /** Versions that were added since and not put to use, the newest first. */
  readonly addedSince: readonly string[];
}

/** Null if no model is in use. */
export async function registryInUse(folder: string): Promise<InUse | null> {
  return inUseOf(await readState(folder));
}

/** The same of a state that is at hand. */
export function inUseOf({ current, history }: RegistryState): InUse | null {
  const last = history.findLastIndex(({ action }) => action !== 'add');
  if (current === null || last < 0) return null;
  const { at, action } = history[last]!;
  const added = history.slice(last + 1).map(({ version }) => version);
  const addedSince = [...new Set(added.toReversed())].filter((version) => version !== current);
  return { version: current, since: at, isRolledBack: action === 'rollback', addedSince };
}
