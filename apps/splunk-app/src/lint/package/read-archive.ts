import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { extract } from 'tar-stream';
import type { AppPackage } from './app-package.ts';

/**
 * Reads a packed app: a tar archive in gzip.
 *
 * @throws RangeError if the bytes are not such an archive, or it has no folder.
 */
export async function readArchive(bytes: Uint8Array): Promise<AppPackage> {
  const entries: Entry[] = [];
  const archive = Readable.from([unzipped(bytes)]).pipe(extract());
  try {
    for await (const entry of archive) {
      const { name, type, mode = 0 } = entry.header;
      entries.push({ name, type: type ?? 'file', mode, content: await buffer(entry) });
    }
  } catch (error) {
    throw new RangeError(`the archive cannot be read: ${(error as Error).message}`, { cause: error });
  }
  const folder = entries
    .map(({ name }) => /^([^/]+)\//.exec(name)?.[1])
    .find((name) => name !== undefined && name !== '.');
  if (folder === undefined) throw new RangeError('the archive has no folder, expected that of an app');
  return sorted(entries, folder);
}

interface Entry {
  readonly name: string;
  readonly type: string;
  readonly mode: number;
  readonly content: Uint8Array;
}

function sorted(entries: readonly Entry[], folder: string): AppPackage {
  const root = `${folder}/`;
  const inside = entries.filter(({ name }) => name.startsWith(root) && name !== root);
  const within = inside.map((entry) => ({ ...entry, path: entry.name.slice(root.length) }));
  return {
    folder,
    files: within.filter(({ type }) => type !== 'directory'),
    folders: within.filter(({ type }) => type === 'directory').map(({ path, mode }) => ({ path, mode })),
    outside: entries.map(({ name }) => name).filter((name) => !name.startsWith(root) && name !== folder),
  };
}

function unzipped(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes);
  } catch (error) {
    throw new RangeError(`the archive is not gzip: ${(error as Error).message}`, { cause: error });
  }
}
