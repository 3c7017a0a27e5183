import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { extract } from 'tar-stream';

/** A file of an app: its path within the app's folder, and what is in it. */
export interface AppFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** Where an app comes from: path of a `.spl` or of a folder, or its files. */
export type AppSource = string | readonly AppFile[];

/** An app before it is installed. */
export interface AppPackage {
  /** The folder it came in, if it came in one. */
  readonly folder?: string;
  readonly files: readonly AppFile[];
}

/**
 * Reads an app: a `.spl` (gzipped tar), a folder, or its files at hand.
 *
 * @throws RangeError for entries outside of one folder and for links; Error from the system if there is no such file.
 */
export async function readPackage(source: AppSource): Promise<AppPackage> {
  if (typeof source !== 'string') return { files: source };
  return (await stat(source)).isDirectory() ? readFolder(resolve(source)) : readArchive(source);
}

async function readFolder(folder: string): Promise<AppPackage> {
  const files: AppFile[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const path = file.slice(folder.length + 1).replaceAll(sep, '/');
    if (entry.isFile()) files.push({ path, content: await readFile(file) });
    else if (!entry.isDirectory()) throw new RangeError(`'${path}' is neither a file nor a folder`);
  }
  return { folder: basename(folder), files };
}

async function readArchive(file: string): Promise<AppPackage> {
  const entries = await unpack(await readFile(file)).catch((error: unknown) => {
    throw error instanceof RangeError ? error : new RangeError(`${basename(file)} is not a gzipped tar file`);
  });
  const folders = new Set(entries.map(({ path }) => path.split('/')[0]!));
  if (folders.size !== 1 || entries.some(({ path }) => !path.includes('/'))) {
    const found = [...folders].map((name) => `'${name}'`).join(', ') || 'nothing';
    throw new RangeError(`${basename(file)} holds ${found}, expected one folder`);
  }
  const [folder] = folders;
  const files = entries.map(({ path, content }) => ({ path: path.slice(folder!.length + 1), content }));
  return { folder: folder!, files };
}

async function unpack(packed: Uint8Array): Promise<readonly AppFile[]> {
  const archive = extract();
  archive.end(await promisify(gunzip)(packed));
  const files: AppFile[] = [];
  for await (const entry of archive) {
    const { name, type } = entry.header;
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk as Buffer);
    if (type === 'directory') continue;
    if (type !== 'file')
      throw new RangeError(`'${name}' is a ${type ?? 'thing'}, expected files and folders`);
    files.push({ path: name.replace(/^\.\//, ''), content: Buffer.concat(chunks) });
  }
  return files;
}
