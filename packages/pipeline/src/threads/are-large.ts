import { stat } from 'node:fs/promises';

/** Below it a second thread takes longer to start than it saves. */
const LARGE_BYTES = 8 * 1024 * 1024;
/** About so many times smaller are lines of events compressed. */
const COMPRESSION = 12;

/**
 * Whether there is enough in files of events for a second thread to pay: 8 MiB, of names in `.gz` a twelfth. Standard input and
 * pipes, whose size nobody knows, count as large; what is missing shows when it is read.
 */
export async function areLarge(inputs: readonly string[]): Promise<boolean> {
  let bytes = 0;
  for (const input of inputs) {
    if (input === '-') return true;
    const found = await stat(input).catch(() => undefined);
    if (found === undefined) return false;
    if (!found.isFile() && !found.isDirectory()) return true;
    bytes += found.size * (input.endsWith('.gz') ? COMPRESSION : 1);
  }
  return bytes >= LARGE_BYTES;
}
