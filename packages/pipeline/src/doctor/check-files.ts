import { access, constants } from 'node:fs/promises';
import { toIoError } from '../io/io-error.ts';
import type { Check } from './check.ts';

/** Whether the configured files can be read. */
export async function checkFiles(files: readonly string[]): Promise<Check[]> {
  return Promise.all(
    files.map(async (file): Promise<Check> => {
      try {
        await access(file, constants.R_OK);
        return { name: file, status: 'ok', finding: 'can be read' };
      } catch (error) {
        const finding = toIoError(error, 'read', file).message;
        return { name: file, status: 'failed', finding, remedy: 'Correct ingestion.files or the rights of the file.' };
      }
    }),
  );
}
