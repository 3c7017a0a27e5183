import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import type { AppFile } from '../app-content.ts';
import { byCodePoint } from './by-code-point.ts';
import { gzipStored } from './gzip-stored.ts';

/** 1980-01-01T00:00:00Z: the earliest time that every archive format can hold. */
const MTIME = new Date(315_532_800_000);
const OWNER = { uid: 0, gid: 0, uname: 'root', gname: 'root', mtime: MTIME } as const;

/**
 * An app as one file that Splunk installs: a tar archive in gzip, known as .spl. The same files give the same bytes on every machine and at any time: paths
 * are sorted, folders come first, and times, owners and modes (0644, folders 0755) are fixed.
 *
 * @param options - `name`: the folder of the app.
 */
export async function packApp(
  files: readonly AppFile[],
  { name }: { readonly name: string },
): Promise<Uint8Array> {
  const archive = pack();
  const bytes = buffer(archive);
  const folders = new Set([name, ...files.flatMap(({ path }) => foldersOf(`${name}/${path}`))]);
  const entries = [
    ...[...folders].map((path) => ({ path: `${path}/`, content: undefined })),
    ...files.map(({ path, content }) => ({ path: `${name}/${path}`, content })),
  ].sort((a, b) => byCodePoint(a.path, b.path));
  for (const { path, content } of entries) {
    if (content === undefined) archive.entry({ ...OWNER, name: path, type: 'directory', mode: 0o755 });
    else archive.entry({ ...OWNER, name: path, mode: 0o644 }, Buffer.from(content));
  }
  archive.finalize();
  return gzipStored(await bytes);
}

/** `a/b/c.txt` is in `a` and `a/b`. */
function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, i) => parts.slice(0, i + 1).join('/'));
}
