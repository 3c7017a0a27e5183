import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Where the events of a model are kept: beside it, under its name and version, so that those of the model before stay until
 * the new model is in place, and never pass for those of another.
 *
 * @example
 * keptPathOf('models/logons.json', '3f9a1c2b4d5e'); // => 'models/logons.json.3f9a1c2b4d5e.kept.gz'
 */
export function keptPathOf(modelPath: string, version: string): string {
  return `${modelPath}.${version}.kept.gz`;
}

/** Files of kept events of any version of a model, and drafts of them that an interrupted training left. */
export async function keptFilesOf(modelPath: string): Promise<string[]> {
  const folder = dirname(modelPath);
  const prefix = `${basename(modelPath)}.`;
  return (await readdir(folder))
    .filter((name) => {
      const rest = name.startsWith(prefix) ? name.slice(prefix.length) : '';
      return /^[0-9a-f]{12}\.kept\.gz(?:\.[0-9a-f]{8}\.tmp)?$/.test(rest);
    })
    .map((name) => join(folder, name));
}

/** Whether something can be kept beside a model: not beside standard output or a device, nor in a folder that is not there. */
export async function canKeepBeside(modelPath: string): Promise<boolean> {
  if (modelPath === '-') return false;
  const existing = await stat(modelPath).catch(() => stat(dirname(modelPath)).catch(() => undefined));
  return existing !== undefined && (existing.isFile() || existing.isDirectory());
}
