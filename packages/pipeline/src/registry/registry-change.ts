import { writeFileAtomic } from '../io/write-file-atomic.ts';
import { loadModel } from './load-model.ts';
import { ModelError } from './model-error.ts';
import { sealModel } from './model-file.ts';
import { inUseOf } from './registry-in-use.ts';
import { changeState, createFolder, pathOf, resolveVersion } from './registry-state.ts';
import type { RegistryEvent, RegistryState } from './registry-state.ts';

// A registry is a folder: a file `<version>.json` per model, never changed, and `registry.json` that says which is
// current and what was done when. A version is made current only after its file was read and found whole.

export interface RegistryChange {
  /** When it is done. */
  readonly at: Date;
  /** Why. @default '' */
  readonly note?: string;
}

/**
 * Stores a model without putting it to use. Storing one that is there already only adds to the history.
 *
 * @returns Its version.
 */
export async function registryAdd(
  folder: string,
  model: unknown,
  { at, note = '' }: RegistryChange,
): Promise<string> {
  const { text, version } = sealModel(model, { createdAt: at });
  const path = pathOf(folder, version);
  await createFolder(folder);
  const isStored = await loadModel(path).then(
    () => true,
    () => false,
  );
  if (!isStored) await writeFileAtomic(path, text);
  await changeState(folder, async (state) => withEvent(state, 'add', version, at, note));
  return version;
}

/**
 * Puts a version to use, once its file was found whole.
 *
 * @param wanted - A version or the beginning of one.
 * @returns The version.
 */
export async function registryPromote(
  folder: string,
  wanted: string,
  { at, note = '' }: RegistryChange,
): Promise<string> {
  const version = await resolveVersion(folder, wanted);
  await loadModel(pathOf(folder, version));
  await changeState(folder, async (state) => withEvent(state, 'promote', version, at, note));
  return version;
}

/**
 * Puts a version to use as `registryPromote` does, unless somebody went back to the one in use: then everything stays as it is.
 *
 * @returns Whether it is in use now because of this.
 */
export async function registryPromoteUnlessRolledBack(
  folder: string,
  version: string,
  { at, note = '' }: RegistryChange,
): Promise<boolean> {
  await loadModel(pathOf(folder, version));
  let isPromoted = false;
  await changeState(folder, async (state) => {
    isPromoted = inUseOf(state)?.isRolledBack !== true;
    return isPromoted ? withEvent(state, 'promote', version, at, note) : state;
  });
  return isPromoted;
}

/**
 * Takes the last promotion back. Done again, it takes back the one before.
 *
 * @returns The version that is current now.
 * @throws ModelError `nothing_to_roll_back` if nothing was in use before.
 */
export async function registryRollback(folder: string, { at, note = '' }: RegistryChange): Promise<string> {
  let version = '';
  await changeState(folder, async (state) => {
    const promoted = promotions(state.history);
    if (promoted.length < 2) {
      const message = `${folder} has nothing to roll back to: no other version was in use before.`;
      throw new ModelError('nothing_to_roll_back', folder, message);
    }
    version = promoted.at(-2)!;
    await loadModel(pathOf(folder, version));
    return withEvent(state, 'rollback', version, at, note);
  });
  return version;
}

/** The versions promoted and not rolled back since, the current one last. */
function promotions(history: readonly RegistryEvent[]): string[] {
  const promoted: string[] = [];
  for (const { action, version } of history) {
    if (action === 'promote' && promoted.at(-1) !== version) promoted.push(version);
    if (action === 'rollback') promoted.pop();
  }
  return promoted;
}

function withEvent(
  { current, history }: RegistryState,
  action: RegistryEvent['action'],
  version: string,
  at: Date,
  note: string,
): RegistryState {
  return {
    current: action === 'add' ? current : version,
    history: [...history, { version, at: at.toISOString(), action, note }],
  };
}
