import { loadModel } from './load-model.ts';
import type { StoredModel } from './model-file.ts';
import { pathOf, readState, resolveVersion, storedVersions, type RegistryEvent } from './registry-state.ts';

/** A line of `registryList`. */
export interface RegistryEntry {
  readonly version: string;
  readonly isCurrent: boolean;
  /** ISO time of the first adding; null for a file that was put there by hand. */
  readonly addedAt: string | null;
  readonly note: string;
}

/** What `registryShow` tells of one version. */
export interface RegistryVersion extends StoredModel {
  readonly isCurrent: boolean;
  readonly path: string;
  readonly history: readonly RegistryEvent[];
}

/** All versions, oldest first, with those that were put there by hand at the end. */
export async function registryList(folder: string): Promise<RegistryEntry[]> {
  const [{ current, history }, versions] = await Promise.all([readState(folder), storedVersions(folder)]);
  const entries = versions.map((version): RegistryEntry => {
    const added = history.find((event) => event.version === version && event.action === 'add');
    return { version, isCurrent: version === current, addedAt: added?.at ?? null, note: added?.note ?? '' };
  });
  return entries.sort((a, b) => order(a).localeCompare(order(b), 'en'));
}

function order({ addedAt, version }: RegistryEntry): string {
  return `${addedAt ?? '~'} ${version}`;
}

/**
 * One version with its model.
 *
 * @param wanted - A version or the beginning of one. @default the current one
 */
export async function registryShow(folder: string, wanted?: string): Promise<RegistryVersion> {
  const { current, history } = await readState(folder);
  const version = await resolveVersion(folder, wanted ?? current ?? '');
  const path = pathOf(folder, version);
  return {
    ...(await loadModel(path)),
    isCurrent: version === current,
    path,
    history: history.filter((event) => event.version === version),
  };
}

/** The model in use; undefined if none was promoted yet. */
export async function registryCurrent(folder: string): Promise<StoredModel | undefined> {
  const { current } = await readState(folder);
  return current === null ? undefined : loadModel(pathOf(folder, await resolveVersion(folder, current)));
}
