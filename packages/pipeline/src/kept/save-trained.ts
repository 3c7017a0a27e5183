import { rm, stat } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { toIoError } from '../io/io-error.ts';
import { openTarget } from '../io/write-target.ts';
import { writeFileAtomic } from '../io/write-file-atomic.ts';
import { ModelError } from '../registry/model-error.ts';
import { sealModel } from '../registry/model-file.ts';
import { withLock } from '../registry/with-lock.ts';
import type { StoredEvents } from '../store/stored-events.ts';
import { encodeKept } from './encode-kept.ts';
import type { KeptHeader } from './kept-header.ts';
import { canKeepBeside, keptFilesOf, keptPathOf } from './kept-path.ts';

/** What is to be kept beside a model. */
export interface EventsToKeep extends Omit<KeptHeader, 'model' | 'events'> {
  readonly events: StoredEvents;
}

export interface SaveTrainedOptions {
  readonly createdAt: Date;
  /** Null to keep nothing, and to remove what was kept. */
  readonly keep: EventsToKeep | null;
  /** The model that this one follows, as `fileMark` gave it when it was read; null if it follows none. */
  readonly follows: string | null;
}

export interface SavedModel {
  readonly version: string;
  /** Empty if nothing was kept. */
  readonly keptPath: string;
}

const LOCK = { timeoutMs: 60_000, staleMs: 3_600_000 };

/**
 * Writes a model and the events it was trained on. First the events, under a name of their own; then the model; then those
 * of the model before are removed. Whenever this is cut short, the model that is there has its events beside it.
 *
 * @throws IoError if it cannot be written; ModelError `model_changed` if another process has put a model in its place since
 *   `follows` was taken, or `registry_locked` if one is doing so for a minute.
 */
export async function saveTrained(
  modelPath: string,
  model: unknown,
  { createdAt, keep, follows }: SaveTrainedOptions,
): Promise<SavedModel> {
  const { text, hash, version } = sealModel(model, { createdAt });
  if (!(await canKeepBeside(modelPath))) {
    await writeFileAtomic(modelPath, text);
    return { version, keptPath: '' };
  }
  const keptPath = keep === null ? '' : keptPathOf(modelPath, version);
  await withLock(
    `${modelPath}.lock`,
    async () => {
      if (follows !== null && (await fileMark(modelPath)) !== follows) throw changed(modelPath);
      if (keep !== null) await writeKept(keptPath, hash, keep);
      await writeFileAtomic(modelPath, text);
      for (const file of await keptFilesOf(modelPath)) {
        if (file !== keptPath) await rm(file, { force: true });
      }
    },
    LOCK,
  );
  return { version, keptPath };
}

/** Tells whether a file is still the one it was. */
export async function fileMark(path: string): Promise<string> {
  try {
    const { ino, size, mtimeMs } = await stat(path);
    return `${ino} ${size} ${mtimeMs}`;
  } catch (error) {
    throw toIoError(error, 'read', path);
  }
}

async function writeKept(path: string, model: string, { events, ...header }: EventsToKeep): Promise<void> {
  try {
    const target = await openTarget(path);
    try {
      let sending = Promise.resolve();
      for (const bytes of encodeKept(events, { model, ...header })) {
        // The next bytes are made while these are compressed.
        const before = sending;
        sending = send(target.stream, bytes);
        sending.catch(() => undefined); // heard by who waits next
        await before;
      }
      await sending;
      await target.finish();
    } catch (error) {
      await target.discard();
      throw error;
    }
  } catch (error) {
    throw toIoError(error, 'write', path);
  }
}

function send(stream: Writable, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}

function changed(path: string): ModelError {
  const message = `${path} was replaced by another process while this update was trained on the one before; update again.`;
  return new ModelError('model_changed', path, message);
}
