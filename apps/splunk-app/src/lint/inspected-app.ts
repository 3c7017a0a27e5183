import { type Conf, type ConfStanza, parseConf } from '@sidecar/spl/conf';
import type { AppPackage, PackedFile } from './package/app-package.ts';

/** A configuration file and where it is. */
export interface InspectedConf extends Conf {
  readonly path: string;
  /** Name without `.conf`. */
  readonly name: string;
  readonly text: string;
}

/** An app with its files as rules read them; each is parsed once. */
export interface InspectedApp extends AppPackage {
  file(path: string): PackedFile | undefined;
  /** As UTF-8; undefined if there is no such file. */
  text(path: string): string | undefined;
  /** Every .conf file in `default` and `local`. */
  readonly confs: readonly InspectedConf[];
  /** `default/NAME.conf`. */
  conf(name: string): InspectedConf | undefined;
  /** The stanzas of it; none if it is not there. */
  stanzas(name: string): readonly ConfStanza[];
}

export function inspectApp(app: AppPackage): InspectedApp {
  const byPath = new Map(app.files.map((file) => [file.path, file]));
  const decoder = new TextDecoder();
  const text = (path: string): string | undefined => {
    const file = byPath.get(path);
    return file && decoder.decode(file.content);
  };
  const confs = app.files
    .filter(({ path }) => /^(?:default|local)\/[^/]+\.conf$/.test(path))
    .map(({ path }): InspectedConf => {
      const content = text(path)!;
      return { ...parseConf(content), path, name: path.slice(path.indexOf('/') + 1, -5), text: content };
    });
  const conf = (name: string): InspectedConf | undefined =>
    confs.find(({ path }) => path === `default/${name}.conf`);
  return {
    ...app,
    file: (path) => byPath.get(path),
    text,
    confs,
    conf,
    stanzas: (name) => conf(name)?.stanzas ?? [],
  };
}
