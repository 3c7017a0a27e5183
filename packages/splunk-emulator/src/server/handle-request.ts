import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Credentials } from '../auth/credentials.ts';
import type { Pause } from '../faults/disturb-lines.ts';
import type { FaultRule } from '../faults/fault-plan.ts';
import { faultReply } from '../faults/fault-reply.ts';
import type { FaultSchedule } from '../faults/fault-schedule.ts';
import { sendDisturbed } from '../faults/send-disturbed.ts';
import type { Call } from './call.ts';
import { dispatch } from './dispatch.ts';
import { outputFor } from './output.ts';
import { readCall } from './read-call.ts';
import { Refusal } from './refusal.ts';
import { messageReply, type Reply } from './reply.ts';
import type { RequestLogEntry } from './request-log.ts';
import { matchRoute, nowhere, type Match, type Route, type RouteFamily } from './route.ts';
import { writeReply } from './write-reply.ts';

export interface RequestParts {
  readonly routes: readonly Route[];
  /** True on HEC's own port, where every unknown path is answered in HEC's way. */
  readonly hecOnly: boolean;
  readonly credentials: Credentials;
  readonly faults: FaultSchedule;
  readonly log: (entry: RequestLogEntry) => void;
  readonly pause: Pause;
  readonly now: () => number;
}

/** Answers one request: route, fault, credentials, handler, log, in this order. */
export async function handleRequest(
  parts: RequestParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://emulator');
  const match = matchRoute(parts.routes, url.pathname) ?? nowhere;
  const family = familyOf(match.route, request.method ?? 'GET');
  const fault = parts.faults.next(family);
  const status = await answer(parts, request, response, { url, match, family, fault });
  parts.log({
    at: parts.now(),
    method: request.method ?? 'GET',
    url: request.url ?? '/',
    family,
    userAgent: request.headers['user-agent'] ?? '',
    status,
    ...(fault !== undefined && { fault: fault.kind }),
  });
}

interface Target {
  readonly url: URL;
  readonly match: Match;
  readonly family: RouteFamily;
  readonly fault: FaultRule | undefined;
}

function familyOf({ family = 'other' }: Route, method: string): RouteFamily {
  return family === 'kv-write' && method === 'GET' ? 'kv-read' : family;
}

/** @returns the status sent, 0 if none was. */
async function answer(
  parts: RequestParts,
  request: IncomingMessage,
  response: ServerResponse,
  target: Target,
): Promise<number> {
  const { fault } = target;
  if (fault?.kind === 'refuse') {
    request.socket.destroy();
    return 0;
  }
  if (fault?.kind === 'reset-midway') {
    await new Promise<void>((resolve) => {
      request.once('data', resolve).once('end', resolve).once('close', resolve);
    });
    request.socket.resetAndDestroy();
    return 0;
  }
  const reply = await replyTo(parts, request, target);
  const output = outputFor(request, response);
  if (fault !== undefined) return sendDisturbed(output, reply, fault, parts.pause);
  await writeReply(output, reply);
  return reply.status;
}

async function replyTo(
  parts: RequestParts,
  request: IncomingMessage,
  { url, match, family, fault }: Target,
): Promise<Reply> {
  const bare = { parameters: url.searchParams };
  let call: Call | undefined;
  try {
    const breath = fault?.kind === 'slow-reader' ? () => parts.pause(fault.ms ?? 20) : undefined;
    call = await readCall(request, url, match, breath);
    if (fault?.kind === 'token-expires') parts.credentials.expireSessions();
    const instead = fault === undefined ? undefined : faultReply(fault, family);
    if (instead !== undefined) return instead;
    const reply = await dispatch(parts, match, call);
    return fault?.kind === 'duplicate' && typeof reply.body === 'string'
      ? await dispatch(parts, match, call)
      : reply;
  } catch (error) {
    if (error instanceof Refusal)
      return messageReply(call ?? bare, error.status, error.type, error.message, error.headers);
    return messageReply(call ?? bare, 500, 'ERROR', `Internal error of the emulator: ${String(error)}`);
  }
}
