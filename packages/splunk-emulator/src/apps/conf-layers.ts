import { parseConf } from '@sidecar/spl/conf';
import type { AppFiles } from '../store/app-files.ts';

/** Settings of a file by stanza, as one of an app's layers has them. */
export type ConfLayer = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** What an app says in a .conf file: as it was delivered, and what was set here since. */
export interface ConfLayers {
  readonly delivered: ConfLayer;
  readonly local: ConfLayer;
}

/** Reads both layers of `default/{kind}.conf` and `local/{kind}.conf`. */
export function confLayers(files: AppFiles, app: string, kind: string): ConfLayers {
  return {
    delivered: readLayer(files, app, `default/${kind}.conf`),
    local: readLayer(files, app, `local/${kind}.conf`),
  };
}

/** One file of an app, whatever its name; empty if it is not there. */
export function readLayer(files: AppFiles, app: string, path: string): ConfLayer {
  return new Map(parseConf(files.text(app, path)).stanzas.map(({ name, settings }) => [name, settings]));
}

/** Stanzas of both layers joined key by key, the local one winning; `[default]` is below all and not among them. */
export function mergeLayers({ delivered, local }: ConfLayers): ConfLayer {
  const below = { ...delivered.get('default'), ...local.get('default') };
  const names = new Set([...delivered.keys(), ...local.keys()]);
  names.delete('default');
  return new Map([...names].map((name) => [name, { ...below, ...delivered.get(name), ...local.get(name) }]));
}
