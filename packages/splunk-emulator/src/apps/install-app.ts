import { digestOf, type AppFiles } from '../store/app-files.ts';
import { checkPackage } from './check-package.ts';
import type { AppPackage } from './read-package.ts';

/** Digests of the lookup files as they were delivered, so that an upgrade can tell those that a user changed. */
const manifest = 'metadata/delivered-lookups.json';

/** What became of a package. */
export interface Installed {
  readonly app: string;
  /** Whether it replaced another version. */
  readonly isUpgrade: boolean;
}

/**
 * Installs an app, or a newer version of it. An upgrade replaces everything but `local/`, `metadata/local.meta` and the
 * lookup files that were changed or made since.
 *
 * @throws RangeError for a package that is not right (`checkPackage`), and without `isUpdate` for an app that is there.
 */
export async function installApp(
  files: AppFiles,
  delivered: AppPackage,
  { isUpdate = false }: { readonly isUpdate?: boolean } = {},
): Promise<Installed> {
  const { id, files: incoming } = checkPackage(delivered);
  const isUpgrade = files.read(id, 'default/app.conf') !== undefined;
  if (isUpgrade && !isUpdate)
    throw new RangeError(`App "${id}" already exists; use the "update" argument to install anyway`);
  const isKept = keptPaths(files, id);
  const changes = new Map<string, Uint8Array | string | undefined>();
  for (const path of files.paths(id)) if (!isKept(path)) changes.set(path, undefined);
  const digests: Record<string, string> = {};
  for (const [path, content] of incoming) {
    if (path.startsWith('lookups/')) digests[path] = digestOf(content);
    if (!isKept(path)) changes.set(path, content);
  }
  changes.set(manifest, JSON.stringify(digests));
  await files.write(id, changes);
  return { app: id, isUpgrade };
}

function keptPaths(files: AppFiles, app: string): (path: string) => boolean {
  const digests = JSON.parse(files.text(app, manifest) || '{}') as Readonly<Record<string, string>>;
  return (path) => {
    if (path.startsWith('local/') || path === 'metadata/local.meta') return true;
    const content = files.read(app, path);
    return path.startsWith('lookups/') && content !== undefined && digestOf(content) !== digests[path];
  };
}
