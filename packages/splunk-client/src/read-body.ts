import type { Fail } from './fail.ts';
import type { HttpAnswer } from './create-http.ts';

/** The whole body as text. @throws SplunkError `protocol` past `maxBytes`, so that no answer can fill the memory. */
export async function readBody(
  { chunks }: HttpAnswer,
  fail: Fail,
  maxBytes: number = 256 * 2 ** 20,
): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > maxBytes)
      throw fail('protocol', `The answer is larger than ${maxBytes} bytes; ask for less at once.`);
    parts.push(chunk);
  }
  return Buffer.concat(parts).toString('utf8');
}
