import { access, constants } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { toIoError } from '../io/io-error.ts';
import type { Check } from './check.ts';

/** Whether the configured files can be read; standard input can, whenever it comes. */
export async function checkFiles(files: readonly string[]): Promise<Check[]> {
  const named = files.filter((file) => file !== '-');
  return Promise.all(
    named.map(async (file): Promise<Check> => {
      try {
        await access(file, constants.R_OK);
        return { name: file, status: 'ok', finding: 'can be read' };
      } catch (error) {
        const finding = toIoError(error, 'read', file).message;
        return {
          name: file,
          status: 'failed',
          finding,
          remedy: 'Correct ingestion.files or the rights of the file.',
        };
      }
    }),
  );
}

/** Whether a folder can be written to, or made. @param key - Where it is configured. */
export async function checkFolder(name: string, folder: string, key: string): Promise<Check> {
  let existing = resolve(folder);
  for (;;) {
    try {
      await access(existing, constants.W_OK | constants.X_OK);
      return { name, status: 'ok', finding: `${folder} can be written to` };
    } catch (error) {
      const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT' && dirname(existing) !== existing;
      if (isMissing) {
        existing = dirname(existing);
        continue;
      }
      const finding = toIoError(error, 'write', folder).message;
      return { name, status: 'failed', finding, remedy: `Correct ${key} or the rights of the folder.` };
    }
  }
}
