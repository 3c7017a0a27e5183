import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { toIoError } from '@sidecar/pipeline/io';
import { byCodePoint } from '../../build/by-code-point.ts';
import type { AppPackage, PackedFile } from './app-package.ts';

/** Reads an app from its folder. @throws IoError if that cannot be read. */
export async function readFolder(folder: string): Promise<AppPackage> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files: PackedFile[] = [];
    const folders: { path: string; mode: number }[] = [];
    for (const entry of entries) {
      const place = join(entry.parentPath, entry.name);
      const path = place.slice(join(folder, '/').length).replaceAll('\\', '/');
      const mode = (await stat(place)).mode & 0o777;
      if (entry.isDirectory()) folders.push({ path: `${path}/`, mode });
      else files.push({ path, mode, content: await readFile(place) });
    }
    files.sort((a, b) => byCodePoint(a.path, b.path));
    return { folder: basename(resolve(folder)), files, folders, outside: [] };
  } catch (error) {
    throw toIoError(error, 'read', folder);
  }
}
