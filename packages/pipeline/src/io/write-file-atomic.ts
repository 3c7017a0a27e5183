import { createAtomicWriter } from './create-atomic-writer.ts';

/**
 * Writes a whole file under another name and then puts it in place, so that a reader sees the old content or the new.
 *
 * @throws IoError if it cannot be written; an older file is then untouched.
 */
export async function writeFileAtomic(path: string, text: string): Promise<void> {
  const writer = await createAtomicWriter(path);
  await writer.write(text);
  await writer.close();
}
