import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { toIoError } from '../io/io-error.ts';

/** Inputs that can be read more than once. */
export interface Spooled {
  readonly inputs: readonly string[];
  remove(): Promise<void>;
}

/**
 * Puts standard input, if it is among the inputs, into a temporary file that only this user can read.
 *
 * @throws IoError if there is no room for it.
 */
export async function spoolStdin(inputs: readonly string[], stdin: Readable = process.stdin, signal?: AbortSignal): Promise<Spooled> {
  if (!inputs.includes('-')) return { inputs, remove: async () => {} };
  const folder = await mkdtemp(join(tmpdir(), 'sidecar-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const file = join(folder, 'standard input');
  try {
    await pipeline(stdin, createWriteStream(file, { mode: 0o600 }), { ...(signal && { signal }) });
  } catch (error) {
    await remove();
    throw toIoError(error, 'write', file);
  }
  return { inputs: inputs.map((input) => (input === '-' ? file : input)), remove };
}
