import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import type { InTurn } from './open-store.ts';

/** The files of apps, as below `etc/apps`; paths are relative to the app's folder and parted by `/`. */
export interface AppFiles {
  /** Names of the apps that have files, in order. */
  apps(): readonly string[];
  /** Paths of an app's files, in order. */
  paths(app: string): readonly string[];
  read(app: string, path: string): Uint8Array | undefined;
  /** Text of a file, empty if there is none. */
  text(app: string, path: string): string;
  /** Writes files, or removes those whose content is undefined; seen at once, confirmed when it is kept. */
  write(app: string, changes: ReadonlyMap<string, Uint8Array | string | undefined>): Promise<void>;
  remove(app: string): Promise<void>;
  /** Grows with every change, so that what was made of the files can be kept until then. */
  version(): number;
}

/**
 * Files of apps, held in memory and, with a folder, written through to it: each file as a whole, so that a crash leaves
 * the old or the new one.
 */
export async function createAppFiles(folder: string | undefined, inTurn: InTurn): Promise<AppFiles> {
  const apps = folder === undefined ? new Map<string, Files>() : await loadApps(folder);
  let version = 0;
  return {
    apps: () => [...apps.keys()].sort(),
    paths: (app) => [...(apps.get(app)?.keys() ?? [])].sort(),
    read: (app, path) => apps.get(app)?.get(path),
    text: (app, path) => new TextDecoder().decode(apps.get(app)?.get(path)),
    async write(app, changes) {
      const files = apps.get(app) ?? new Map<string, Uint8Array>();
      const bytes = new Map([...changes].map(([path, content]) => [path, asBytes(content)]));
      for (const [path, content] of bytes) {
        if (content === undefined) files.delete(path);
        else files.set(path, content);
      }
      apps.set(app, files);
      version++;
      if (folder === undefined) return;
      const place = join(folder, diskName(app));
      await inTurn(async () => {
        for (const [path, content] of bytes)
          await keep(join(place, ...path.split('/').map(diskName)), content);
      });
    },
    async remove(app) {
      apps.delete(app);
      version++;
      if (folder === undefined) return;
      await inTurn(() => rm(join(folder, diskName(app)), { recursive: true, force: true }));
    },
    version: () => version,
  };
}

/** Tells one content from another. */
export function digestOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

type Files = Map<string, Uint8Array>;

function asBytes(content: Uint8Array | string | undefined): Uint8Array | undefined {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

async function keep(file: string, content: Uint8Array | undefined): Promise<void> {
  if (content === undefined) return rm(file, { force: true });
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}${unfinished}`, content);
  await rename(`${file}${unfinished}`, file);
}

const unfinished = '.unfinished~';

async function loadApps(folder: string): Promise<Map<string, Files>> {
  await mkdir(folder, { recursive: true });
  const apps = new Map<string, Files>();
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of found) {
    if (!entry.isFile() || entry.name.endsWith(unfinished)) continue;
    const file = join(entry.parentPath, entry.name);
    const [app, ...path] = file.slice(join(folder, sep).length).split(sep).map(decodeURIComponent);
    if (path.length === 0) continue;
    const files = apps.get(app!) ?? new Map<string, Uint8Array>();
    apps.set(app!, files.set(path.join('/'), await readFile(file)));
  }
  return apps;
}

/** A name that stays within its folder whatever it is. */
function diskName(name: string): string {
  const encoded = encodeURIComponent(name);
  return /^\.+$/.test(encoded) ? encoded.replaceAll('.', '%2E') : encoded;
}
