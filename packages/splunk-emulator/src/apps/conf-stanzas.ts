import { writeConf } from '@sidecar/spl/conf';
import { Refusal } from '../server/refusal.ts';
import type { AppFiles } from '../store/app-files.ts';
import type { Stanza, StanzaStore } from '../store/store.ts';
import { confLayers, mergeLayers, readLayer } from './conf-layers.ts';

/**
 * Stanzas of the .conf files of all apps, default and local settings joined; what is changed is written to `local/`.
 *
 * A stanza is the same object until a file changes.
 */
export function createConfStanzas(files: AppFiles): StanzaStore {
  let version = -1;
  let known = new Map<string, readonly Stanza[]>();

  function list(kind: string): readonly Stanza[] {
    if (version !== files.version()) {
      version = files.version();
      known = new Map();
    }
    const found = known.get(kind) ?? files.apps().flatMap((app) => stanzasOf(files, app, kind));
    known.set(kind, found);
    return found;
  }

  async function writeLocal(
    app: string,
    kind: string,
    name: string,
    settings: Readonly<Record<string, string>> | undefined,
  ): Promise<void> {
    const path = `local/${kind}.conf`;
    const local = new Map(readLayer(files, app, path));
    if (settings === undefined) local.delete(name);
    else local.set(name, settings);
    const text = printed([...local].map(([stanza, all]) => ({ name: stanza, settings: all })));
    await files.write(app, new Map([[path, local.size === 0 ? undefined : text]]));
  }

  return {
    list,
    async put(kind, { app, name, settings }) {
      const { delivered, local } = confLayers(files, app, kind);
      const below = delivered.get(name);
      const here = local.get(name) ?? {};
      const set = Object.entries(settings).map(([key, value]) => [key, asWritten(value)] as const);
      const changed = set.filter(([key, value]) => Object.hasOwn(here, key) || below?.[key] !== value);
      await writeLocal(app, kind, name, { ...here, ...Object.fromEntries(changed) });
    },
    async remove(kind, app, name) {
      if (confLayers(files, app, kind).delivered.has(name)) {
        throw new Refusal(403, 'ERROR', `Cannot remove '${name}': it was delivered with the app '${app}'.`);
      }
      await writeLocal(app, kind, name, undefined);
    },
  };
}

function stanzasOf(files: AppFiles, app: string, kind: string): readonly Stanza[] {
  const merged = mergeLayers(confLayers(files, app, kind));
  return [...merged].map(([name, settings]) => ({ app, name, settings }));
}

/** A value as a .conf file holds it: without spaces around, lines parted by line feeds. */
function asWritten(value: string): string {
  return value.replace(/\r\n?/g, '\n').replace(/^[ \t]+|[ \t]+$/g, '');
}

function printed(stanzas: Parameters<typeof writeConf>[0]): string {
  try {
    return writeConf(stanzas);
  } catch (error) {
    throw error instanceof RangeError ? new Refusal(400, 'ERROR', error.message) : error;
  }
}
