import { ConnectionCut } from '../faults/disturb-lines.ts';
import type { Output } from './output.ts';
import type { Reply } from './reply.ts';

/** Bytes gathered before they are written. */
const writeSize = 64 * 1024;

/** Sends an answer; lines are written as they come, at the pace the reader takes them. */
export async function writeReply(output: Output, reply: Reply): Promise<void> {
  const headers = { ...reply.headers, Server: 'Splunkd', Vary: 'Cookie, Authorization' };
  if (typeof reply.body === 'string') {
    const body = Buffer.from(reply.body);
    output.writeHead(reply.status, { ...headers, 'Content-Length': body.length });
    output.end(body);
    return;
  }
  output.writeHead(reply.status, headers);
  try {
    await writeLines(output, reply.body);
    output.end();
  } catch (error) {
    if (!(error instanceof ConnectionCut)) throw error;
    await flushAndDestroy(output);
  }
}

async function writeLines(output: Output, batches: AsyncIterable<readonly string[]>): Promise<void> {
  let text = '';
  try {
    for await (const batch of batches) {
      for (const line of batch) {
        text += line;
        if (text.length >= writeSize) {
          if (!(await write(output, text))) return;
          text = '';
        }
      }
    }
  } finally {
    if (text !== '') await write(output, text);
  }
}

/** Writes and waits for room; false once the reader is gone. */
async function write(output: Output, text: string): Promise<boolean> {
  if (output.destroyed) return false;
  if (output.write(text)) return true;
  await new Promise<void>((resolve) => {
    const settle = (): void => {
      output.off('drain', settle).off('close', settle);
      resolve();
    };
    output.on('drain', settle).on('close', settle);
  });
  return !output.destroyed;
}

/** Cuts an answer off halfway through its body, after telling its full length and waiting. */
export async function writeHalf(
  output: Output,
  reply: Reply,
  ending: 'reset' | 'clean',
  wait: () => Promise<void> = async () => {},
): Promise<void> {
  const body = Buffer.from(typeof reply.body === 'string' ? reply.body : '');
  const half = body.subarray(0, Math.floor(body.length / 2));
  const told = ending === 'clean' ? half.length : body.length;
  output.writeHead(reply.status, { ...reply.headers, 'Content-Length': told });
  output.write(half);
  await wait();
  if (ending === 'clean') output.end();
  else await flushAndDestroy(output);
}

/** Sends an answer in ten pieces, waiting before each. */
export async function writeInPieces(output: Output, reply: Reply, wait: () => Promise<void>): Promise<void> {
  const body = Buffer.from(typeof reply.body === 'string' ? reply.body : '');
  const size = Math.max(1, Math.ceil(body.length / 10));
  output.writeHead(reply.status, { ...reply.headers, 'Content-Length': body.length });
  for (let at = 0; at < body.length && !output.destroyed; at += size) {
    await wait();
    output.write(body.subarray(at, at + size));
  }
  output.end();
}

async function flushAndDestroy(output: Output): Promise<void> {
  await new Promise<void>((resolve) => output.write('', () => resolve()));
  output.destroy();
}
