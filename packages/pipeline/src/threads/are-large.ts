import { stat } from 'node:fs/promises';

const MIB = 1024 * 1024;
/** About so many times smaller are lines of events compressed. */
const COMPRESSION = 12;

/**
 * Whether there is enough in files of events for a second thread to pay, which takes time to start: so many bytes, of names in `.gz` a twelfth. Standard input and
 * pipes, whose size nobody knows, count as large; what is missing shows when it is read.
 *
 * @param leastMiB - Where it begins to pay, in MiB. @default 8
 */
export async function areLarge(
  inputs: readonly string[],
  { leastMiB = 8 }: { readonly leastMiB?: number } = {},
): Promise<boolean> {
  let bytes = 0;
  for (const input of inputs) {
    if (input === '-') return true;
    const found = await stat(input).catch(() => undefined);
    if (found === undefined) return false;
    if (!found.isFile() && !found.isDirectory()) return true;
    bytes += found.size * (input.endsWith('.gz') ? COMPRESSION : 1);
  }
  return bytes >= leastMiB * MIB;
}
