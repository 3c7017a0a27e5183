import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/** Files that emulators of this process have open: the database's own lock only keeps other processes out. */
const inUse = new Set<string>();

/** A database that others cannot open until it is closed. */
export interface OpenFolder {
  readonly instance: DuckDBInstance;
  close(): void;
}

/**
 * Opens `splunk.duckdb` in a folder, both made if absent.
 *
 * @throws Error if another emulator, of this process or any other, works in the folder, or an earlier version wrote it.
 */
export async function openFolder(folder: string): Promise<OpenFolder> {
  await mkdir(folder, { recursive: true });
  const file = join(await realpath(folder), 'splunk.duckdb');
  if (inUse.has(file)) throw refuse(folder);
  inUse.add(file);
  try {
    const instance = await DuckDBInstance.create(file);
    if (await isOfOldLayout(instance)) {
      instance.closeSync();
      throw new Error(
        `The folder ${folder} was written by an earlier version. Give the emulator an empty one.`,
      );
    }
    return {
      instance,
      close() {
        instance.closeSync();
        inUse.delete(file);
      },
    };
  } catch (error) {
    inUse.delete(file);
    throw /lock/i.test(String(error)) ? refuse(folder, error) : error;
  }
}

function refuse(folder: string, cause?: unknown): Error {
  const text = `The folder ${folder} is in use by another emulator. Stop that one, or give this one a folder of its own.`;
  return new Error(text, { cause });
}

async function isOfOldLayout(instance: DuckDBInstance): Promise<boolean> {
  const connection = await instance.connect();
  const found = await connection.runAndReadAll(
    "select 1 from duckdb_columns() where table_name = 'events' and column_name = 'index_name'",
  );
  connection.closeSync();
  return found.currentRowCount > 0;
}
