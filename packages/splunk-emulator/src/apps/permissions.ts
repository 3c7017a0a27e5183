import type { AppFiles } from '../store/app-files.ts';
import { decodePercent } from '../server/decode-percent.ts';
import { readLayer } from './conf-layers.ts';

/** Who may do what with an object of an app, by its metadata. */
export interface Permissions {
  /** Roles, `*` for all. */
  readonly read: readonly string[];
  /** Roles; undefined where no metadata says who. */
  readonly write: readonly string[] | undefined;
  /** Whether other apps see it. */
  readonly isExported: boolean;
  readonly owner: string;
}

/** Names that metadata has for kinds of objects, where not those of the .conf file. */
export type ObjectKind = string;

/**
 * Permissions of `kind/name` in an app by `metadata/default.meta` and `local.meta`, in which names are
 * percent-encoded: `[kind/name]` goes before `[kind]`,
 * that before `[]`, each setting by itself; local settings go before delivered ones of the same stanza.
 *
 * Without any, all may read, nothing is said of writing, and only what is of `system` is seen elsewhere.
 */
export function permissionsOf(files: AppFiles, app: string, kind: ObjectKind, name?: string): Permissions {
  const layers = metadataOf(files, app);
  const named = name === undefined ? [] : [`${kind}/${name}`];
  const setting = (key: string): string | undefined => {
    for (const stanza of [...named, kind, '']) {
      for (const layer of layers) {
        const value = layer.get(stanza)?.[key];
        if (value !== undefined) return value;
      }
    }
    return undefined;
  };
  const access = setting('access');
  const shared = setting('export');
  return {
    read: rolesIn(access, 'read') ?? ['*'],
    write: rolesIn(access, 'write'),
    isExported: shared === undefined ? app === 'system' : shared.trim() === 'system',
    owner: setting('owner') ?? 'nobody',
  };
}

type Layers = readonly ReadonlyMap<string, Readonly<Record<string, string>>>[];

const known = new WeakMap<AppFiles, { version: number; byApp: Map<string, Layers> }>();

/** Local before delivered; read again when files have changed. */
function metadataOf(files: AppFiles, app: string): Layers {
  let state = known.get(files);
  if (state?.version !== files.version())
    known.set(files, (state = { version: files.version(), byApp: new Map() }));
  let layers = state.byApp.get(app);
  if (layers === undefined) {
    layers = ['local', 'default'].map((layer) => {
      const stanzas = readLayer(files, app, `metadata/${layer}.meta`);
      return new Map([...stanzas].map(([name, settings]) => [decodePercent(name), settings]));
    });
    state.byApp.set(app, layers);
  }
  return layers;
}

/** Roles in `read : [ a, b ], write : [ c ]`. */
function rolesIn(access: string | undefined, verb: 'read' | 'write'): readonly string[] | undefined {
  const list = new RegExp(`${verb}\\s*:\\s*\\[([^\\]]*)\\]`).exec(access ?? '')?.[1];
  return list?.split(',').flatMap((role) => role.trim() || []);
}
