import { randomUUID } from 'node:crypto';
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type AppFile, packApp } from '@sidecar/splunk-app';

/** Names of files that Splunk installs; any other output is a folder. */
const ARCHIVE = /\.(?:spl|tgz|tar\.gz)$/i;
/** What users of an app wrote into its folder, which a new version leaves alone. */
const KEPT = ['local', join('metadata', 'local.meta')];

/**
 * Writes an app: into one file if `out` ends in `.spl`, `.tgz` or `.tar.gz`, otherwise into the folder `out/name`, as in `$SPLUNK_HOME/etc/apps`, where it
 * replaces an older version but keeps what users changed. Who looks sees the old app or the new one, never a part.
 *
 * @returns Where the app is, and how many bytes it has.
 * @throws What the file system says.
 */
export async function writeApp(
  out: string,
  files: readonly AppFile[],
  { name }: { readonly name: string },
): Promise<{ readonly path: string; readonly bytes: number }> {
  if (!ARCHIVE.test(out)) return writeFolder(join(out, name), files);
  const bytes = await packApp(files, { name });
  const beside = besideOf(out);
  try {
    await writeFile(beside, bytes);
    await rename(beside, out);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  return { path: out, bytes: bytes.length };
}

async function writeFolder(
  folder: string,
  files: readonly AppFile[],
): Promise<{ readonly path: string; readonly bytes: number }> {
  const [beside, former] = [besideOf(folder), besideOf(folder)];
  try {
    for (const { path, content } of files) {
      await mkdir(dirname(join(beside, path)), { recursive: true });
      await writeFile(join(beside, path), content);
    }
    for (const path of KEPT)
      await cp(join(folder, path), join(beside, path), { recursive: true }).catch(ignoreMissing);
    await rename(folder, former).catch(ignoreMissing);
    await rename(beside, folder);
  } finally {
    for (const left of [beside, former]) await rm(left, { recursive: true, force: true });
  }
  return { path: folder, bytes: files.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0) };
}

/** Hidden, so that a Splunk that starts meanwhile takes no notice. */
function besideOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}`);
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
