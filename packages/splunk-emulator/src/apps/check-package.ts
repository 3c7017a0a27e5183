import { parseConf } from '@sidecar/spl/conf';
import type { AppPackage } from './read-package.ts';

/** An app that may be installed. */
export interface CheckedPackage {
  readonly id: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * The id and files of a package: `[package] id` of `default/app.conf`, which must be the name of its folder.
 *
 * @throws RangeError naming what is wrong: no id, another folder, something in `local/`, a path that leaves the folder,
 *   a file twice.
 */
export function checkPackage({ folder, files }: AppPackage): CheckedPackage {
  const byPath = new Map<string, Uint8Array>();
  for (const { path, content } of files) {
    checkPath(path);
    if (byPath.has(path)) throw new RangeError(`the package has '${path}' twice`);
    byPath.set(path, typeof content === 'string' ? new TextEncoder().encode(content) : content);
  }
  const app = byPath.get('default/app.conf');
  if (app === undefined) throw new RangeError('the package has no default/app.conf');
  const { stanzas } = parseConf(new TextDecoder().decode(app));
  const setting = (stanza: string, key: string): string | undefined =>
    stanzas.find(({ name }) => name === stanza)?.settings[key];
  const id = setting('package', 'id') ?? setting('id', 'name') ?? folder;
  if (id === undefined) throw new RangeError('default/app.conf names no [package] id');
  if (!/^[A-Za-z][\w.-]*$/.test(id))
    throw new RangeError(`the app's id is '${id}', expected letters, digits, . - and _`);
  if (folder !== undefined && folder !== id) {
    throw new RangeError(`the package's folder is '${folder}', expected the app's id '${id}'`);
  }
  return { id, files: byPath };
}

function checkPath(path: string): void {
  const parts = path.split('/');
  if (path.includes('\\') || path.includes('\0') || parts.some((part) => ['', '.', '..'].includes(part))) {
    throw new RangeError(`the package has a path '${path}' that leaves its folder`);
  }
  if (parts[0] === 'local' || path === 'metadata/local.meta') {
    throw new RangeError(`the package has '${path}', but what is local belongs to the user`);
  }
}
