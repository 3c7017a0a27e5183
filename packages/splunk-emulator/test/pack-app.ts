import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import type { AppFile } from '../src/index.ts';

/** An entry of an archive. */
export interface PackedEntry {
  readonly name: string;
  readonly type?: 'file' | 'directory' | 'symlink';
  readonly linkname?: string;
  readonly text?: string;
}

/** Writes entries to a `.spl` as they are, links and odd paths too. */
export async function packEntries(file: string, entries: readonly PackedEntry[]): Promise<void> {
  const archive = pack();
  for (const { text, ...header } of entries) archive.entry(header, text ?? '');
  archive.finalize();
  await pipeline(archive, createGzip(), createWriteStream(file));
}

/** Writes an app to a `.spl`. */
export function packApp(file: string, folder: string, files: readonly AppFile[]): Promise<void> {
  const entries = files.map(({ path, content }) => ({ name: `${folder}/${path}`, text: String(content) }));
  return packEntries(file, [{ name: `${folder}/`, type: 'directory' as const }, ...entries]);
}

/** An app of a version, with a piece of everything that a server takes from one. */
export function sampleApp(version: string, more: Readonly<Record<string, string>> = {}): readonly AppFile[] {
  const texts: Record<string, string> = {
    'default/app.conf': `[package]\nid = sample\n[launcher]\nversion = ${version}\nauthor = Ann\n[ui]\nlabel = Sample of an app\nis_visible = 1\n`,
    'default/collections.conf': '[people]\nfield.age = number\nfield.roles = array\n\n[closed]\n',
    'default/transforms.conf':
      '[default]\nmin_matches = 0\n[people_lookup]\nexternal_type = kvstore\ncollection = people\nfields_list = _key, name, age, roles\n\n[codes]\nfilename = codes.csv\n',
    'default/macros.conf':
      '[where_app]\ndefinition = index=main\n\n[older(1)]\nargs = age\ndefinition = age > $age$\n',
    'default/savedsearches.conf':
      '[Count all]\nsearch = index=main \\\n| stats count\ndispatch.earliest_time = 0\ndisabled = 1\ncron_schedule = 0 * * * *\n',
    'default/indexes.conf': '[things]\nhomePath = x\n\n[measures]\ndatatype = metric\n',
    'default/authorize.conf':
      '[role_sampler]\nimportRoles = user\nrun_collect = enabled\nsrchIndexesAllowed = main;things\nsrchJobsQuota = 7\n\n[role_user]\nlist_inputs = disabled\n',
    'default/data/ui/views/first.xml':
      '<dashboard version="2" theme="dark">\n<label>First</label></dashboard>\n',
    'lookups/codes.csv': 'code,meaning\n4624,success\n',
    'lookups/kept.csv': 'a\n1\n',
    'metadata/default.meta':
      '[]\naccess = read : [ * ], write : [ admin, sampler ]\nexport = none\n\n[macros/where_app]\nexport = system\n\n[collections/closed]\naccess = read : [ admin ], write : [ admin ]\n',
    'README.md': 'A sample.\n',
    ...more,
  };
  return Object.entries(texts).map(([path, content]) => ({ path, content }));
}
