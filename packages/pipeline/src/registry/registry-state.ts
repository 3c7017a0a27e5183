import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toIoError } from '../io/io-error.ts';
import { writeFileAtomic } from '../io/write-file-atomic.ts';
import { ModelError } from './model-error.ts';
import { withLock } from './with-lock.ts';

/** Something that was done to a registry. */
export interface RegistryEvent {
  /** The version that was added, or that is current from here on. */
  readonly version: string;
  /** ISO time. */
  readonly at: string;
  readonly action: 'add' | 'promote' | 'rollback';
  /** Why, in the words of whoever did it; may be empty. */
  readonly note: string;
}

/** What `registry.json` holds. */
export interface RegistryState {
  /** The version in use; null until one is promoted. */
  readonly current: string | null;
  /** Oldest first; only ever appended to. */
  readonly history: readonly RegistryEvent[];
}

/** The state of a registry folder; that of an empty one if there is none yet. */
export async function readState(folder: string): Promise<RegistryState> {
  const path = join(folder, 'registry.json');
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { current: null, history: [] };
    throw toIoError(error, 'read', path);
  }
  try {
    return checkedState(JSON.parse(text));
  } catch (cause) {
    const message = `${path} is damaged; move it away and promote the version that should be in use.`;
    throw new ModelError('damaged_registry', path, message, { cause });
  }
}

/** @throws TypeError for anything but a state. */
function checkedState(value: unknown): RegistryState {
  const { current, history } = value as { current?: unknown; history?: unknown };
  if ((current !== null && !isVersion(current)) || !Array.isArray(history)) throw new TypeError('no state');
  return { current, history: history.map(checkedEvent) };
}

function checkedEvent(value: unknown): RegistryEvent {
  const { version, at, action, note } = value as Record<keyof RegistryEvent, unknown>;
  const isAction = action === 'add' || action === 'promote' || action === 'rollback';
  if (!isVersion(version) || typeof at !== 'string' || !isAction || typeof note !== 'string') {
    throw new TypeError('no event of a registry');
  }
  return { version, at, action, note };
}

function isVersion(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{12}$/.test(value);
}

/** Changes the state while no other process does; a reader sees it before or after, never between. */
export async function changeState(
  folder: string,
  change: (state: RegistryState) => Promise<RegistryState>,
): Promise<void> {
  await createFolder(folder);
  await withLock(join(folder, 'registry.lock'), async () => {
    const state = await change(await readState(folder));
    await writeFileAtomic(join(folder, 'registry.json'), `${JSON.stringify(state, null, 2)}\n`);
  });
}

/** Makes the folder of a registry if there is none. */
export async function createFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw toIoError(error, 'write', folder);
  }
}

/** The versions whose model is in the folder, sorted. */
export async function storedVersions(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder);
    return names.flatMap((name) => /^([0-9a-f]{12})\.json$/.exec(name)?.[1] ?? []).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw toIoError(error, 'read', folder);
  }
}

/** The file of a version. */
export function pathOf(folder: string, version: string): string {
  return join(folder, `${version}.json`);
}

/**
 * The stored version that a person means by a version or the beginning of one.
 *
 * @throws ModelError `unknown_version` or `ambiguous_version`, naming those that there are.
 */
export async function resolveVersion(folder: string, wanted: string): Promise<string> {
  const versions = await storedVersions(folder);
  const matching = wanted === '' ? [] : versions.filter((version) => version.startsWith(wanted));
  if (matching.length === 1) return matching[0]!;
  const [code, those] =
    matching.length === 0
      ? (['unknown_version', versions] as const)
      : (['ambiguous_version', matching] as const);
  const found =
    those.length === 0 ? 'there is none' : `there ${those.length === 1 ? 'is' : 'are'} ${those.join(', ')}`;
  const problem = code === 'unknown_version' ? 'no version' : 'more than one version';
  throw new ModelError(code, folder, `${folder} has ${problem} ${JSON.stringify(wanted)}; ${found}.`);
}
