import type { ServerResponse } from 'node:http';
import { ConnectionCut } from '../faults/disturb-lines.ts';
import type { Reply } from './reply.ts';

/** Bytes gathered before they are written. */
const writeSize = 64 * 1024;

/** Sends an answer; lines are written as they come, at the pace the reader takes them. */
export async function writeReply(response: ServerResponse, reply: Reply): Promise<void> {
  const headers = { ...reply.headers, Server: 'Splunkd', Vary: 'Cookie, Authorization' };
  if (typeof reply.body === 'string') {
    const body = Buffer.from(reply.body);
    response.writeHead(reply.status, { ...headers, 'Content-Length': body.length });
    response.end(body);
    return;
  }
  response.writeHead(reply.status, headers);
  try {
    await writeLines(response, reply.body);
    response.end();
  } catch (error) {
    if (!(error instanceof ConnectionCut)) throw error;
    await flushAndDestroy(response);
  }
}

async function writeLines(
  response: ServerResponse,
  batches: AsyncIterable<readonly string[]>,
): Promise<void> {
  let text = '';
  try {
    for await (const batch of batches) {
      for (const line of batch) {
        text += line;
        if (text.length >= writeSize) {
          if (!(await write(response, text))) return;
          text = '';
        }
      }
    }
  } finally {
    if (text !== '') await write(response, text);
  }
}

/** Writes and waits for room; false once the reader is gone. */
async function write(response: ServerResponse, text: string): Promise<boolean> {
  if (response.destroyed) return false;
  if (response.write(text)) return true;
  await new Promise<void>((resolve) => {
    const settle = (): void => {
      response.off('drain', settle).off('close', settle);
      resolve();
    };
    response.on('drain', settle).on('close', settle);
  });
  return !response.destroyed;
}

/** Cuts an answer off halfway through its body, after telling its full length. */
export async function writeHalf(
  response: ServerResponse,
  reply: Reply,
  ending: 'reset' | 'clean',
): Promise<void> {
  const body = Buffer.from(typeof reply.body === 'string' ? reply.body : '');
  const half = body.subarray(0, Math.floor(body.length / 2));
  const told = ending === 'clean' ? half.length : body.length;
  response.writeHead(reply.status, { ...reply.headers, 'Content-Length': told });
  response.write(half);
  if (ending === 'clean') response.end();
  else await flushAndDestroy(response);
}

async function flushAndDestroy(response: ServerResponse): Promise<void> {
  await new Promise<void>((resolve) => response.write('', () => resolve()));
  response.destroy();
}
