import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { IncomingMessage } from 'node:http';
import type { Call } from './call.ts';
import { Refusal } from './refusal.ts';
import type { Match } from './route.ts';

const unzip = promisify(gunzip);

/**
 * Reads a request to its end: body unpacked, form fields joined with the query. The user is filled in later.
 *
 * @param breath - Waited for after each piece of the body.
 */
export async function readCall(
  request: IncomingMessage,
  url: URL,
  match: Match,
  breath?: () => Promise<void>,
): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
    await breath?.();
  }
  const body = await unpack(Buffer.concat(chunks), request.headers['content-encoding']);
  const isForm = (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  const parameters = new URLSearchParams(url.searchParams);
  // A body that declares itself a form but is JSON comes from clients that leave the default type on.
  const takesForm = isForm && !/^\s*[[{]/.test(body);
  if (takesForm) for (const [name, value] of new URLSearchParams(body)) parameters.append(name, value);
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    owner: match.owner,
    app: match.app,
    names: match.names,
    parameters,
    headers: request.headers,
    body: takesForm ? '' : body,
    user: '',
  };
}

async function unpack(body: Buffer, encoding: string | undefined): Promise<string> {
  if (encoding !== 'gzip') return body.toString('utf8');
  try {
    return (await unzip(body)).toString('utf8');
  } catch {
    throw new Refusal(400, 'ERROR', 'The request body is not valid gzip.');
  }
}
