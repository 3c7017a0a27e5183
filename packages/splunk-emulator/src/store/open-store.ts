import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { createDocumentLog, noLog } from './document-log.ts';
import { createDocumentStore } from './document-store.ts';
import { createNativeCalls } from './native-calls.ts';
import { createEventStore } from './event-store.ts';
import { openFolder, type OpenFolder } from './open-folder.ts';
import { createConfStanzas } from '../apps/conf-stanzas.ts';
import { createAppFiles } from './app-files.ts';
import { takeOldStanzas } from './take-old-stanzas.ts';
import type { Store } from './store.ts';

const schema = `
  create table if not exists indexes (name varchar primary key, datatype varchar);
  create table if not exists events (
    number integer, event_time double, index_time double, serial double, raw varchar, fields varchar
  );
`;

/**
 * Opens the embedded database: in memory, or in a folder that is made if absent. What was confirmed there outlives a
 * crash.
 *
 * One connection writes, its statements in turn, so writes never conflict; reads have their own.
 */
export async function openStore(dataDir?: string): Promise<Store> {
  const { instance, close } = dataDir === undefined ? await openMemory() : await openFolder(dataDir);
  const writer = await instance.connect();
  await writer.run(schema);
  const { inTurn, end } = createQueue();
  const calls = createNativeCalls();
  const files = await createAppFiles(dataDir === undefined ? undefined : join(dataDir, 'apps'), inTurn);
  const stanzas = createConfStanzas(files);
  await takeOldStanzas(writer, stanzas);
  return {
    events: await createEventStore({ instance, calls }, writer, inTurn),
    documents: await createDocumentStore(
      dataDir === undefined ? noLog : await createDocumentLog(writer),
      inTurn,
    ),
    files,
    stanzas,
    async close() {
      await calls.close();
      await end();
      writer.closeSync();
      close();
    },
  };
}

async function openMemory(): Promise<OpenFolder> {
  const instance = await DuckDBInstance.create(':memory:');
  return { instance, close: () => instance.closeSync() };
}

/** Runs a piece of work once all earlier ones have ended; refuses it once the store is being closed. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

function createQueue(): { inTurn: InTurn; end: () => Promise<void> } {
  let last: Promise<unknown> = Promise.resolve();
  let ended = false;
  return {
    async inTurn<T>(work: () => Promise<T>): Promise<T> {
      if (ended) throw new Error('The emulator is closing.');
      const mine = last.then(work);
      last = mine.catch(() => undefined);
      return mine;
    },
    async end() {
      ended = true;
      await last;
    },
  };
}
