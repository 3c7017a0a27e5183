import type { AppFile } from '@sidecar/splunk-app';
import { counted, formatCount } from './format-number.ts';

interface Written {
  readonly path: string;
  readonly bytes: number;
  /** Of the `.spl`, hexadecimal. */
  readonly sha256: string;
  /** Rules that the app was checked against, and warnings that came of it. */
  readonly rules: number;
  readonly warnings: number;
}

/** What was built and where it is, with the beginning of its hash, by which two builds are compared. */
export function renderBuiltApp(
  files: readonly AppFile[],
  { path, bytes, sha256, rules, warnings }: Written,
): string {
  const text = (name: string): string => String(files.find((file) => file.path === name)?.content ?? '');
  const stanzas = (name: string): number => text(`default/${name}.conf`).match(/^\[/gm)?.length ?? 0;
  const version = /^version = (.*)$/m.exec(text('default/app.conf'))?.[1];
  const id = /^id = (.*)$/m.exec(text('default/app.conf'))?.[1];
  const views = files.filter((file) => file.path.startsWith('default/data/ui/views/')).length;
  return [
    `app ${id} ${version} in ${path}: ${counted(files.length, 'file')}, ${formatCount(Math.round(bytes / 1000))} kB, sha256 ${sha256.slice(0, 16)}`,
    [
      counted(stanzas('collections'), 'collection'),
      counted(views, 'dashboard'),
      `${counted(stanzas('savedsearches'), 'saved search', 'saved searches')} (all off)`,
      counted(stanzas('macros'), 'macro'),
      counted(stanzas('indexes'), 'index', 'indexes'),
      counted(stanzas('authorize'), 'role'),
    ].join(', '),
    `checked against ${counted(rules, 'rule')}: no failure, ${counted(warnings, 'warning')}`,
  ].join('\n');
}
