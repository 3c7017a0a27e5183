import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Credentials } from '../auth/credentials.ts';
import { disturbLines, type Pause } from '../faults/disturb-lines.ts';
import type { FaultRule } from '../faults/fault-plan.ts';
import { faultReply } from '../faults/fault-reply.ts';
import type { FaultSchedule } from '../faults/fault-schedule.ts';
import { hecNotFound } from '../routes/hec-routes.ts';
import type { Call } from './call.ts';
import { readCall } from './read-call.ts';
import { Refusal } from './refusal.ts';
import { messageReply, type Reply } from './reply.ts';
import type { RequestLogEntry } from './request-log.ts';
import { matchRoute, type Match, type Route, type RouteFamily } from './route.ts';
import { writeHalf, writeReply } from './write-reply.ts';

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
  if (request.headers.connection?.toLowerCase() === 'close') response.setHeader('Connection', 'Close');
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

const nowhere: Match = { route: { path: '', methods: {} }, owner: 'nobody', app: 'system', names: {} };

function familyOf({ family = 'other' }: Route, method: string): RouteFamily {
  return family === 'kv-write' && method === 'GET' ? 'kv-read' : family;
}

/** @returns the status sent, 0 if none was. */
async function answer(
  parts: RequestParts,
  request: IncomingMessage,
  response: ServerResponse,
  { url, match, family, fault }: Target,
): Promise<number> {
  if (fault?.kind === 'refuse') {
    request.socket.destroy();
    return 0;
  }
  let reply = await replyTo(parts, request, { url, match, family, fault });
  if (fault === undefined) return send(response, reply);
  const streams = typeof reply.body !== 'string';
  if (fault.kind === 'slow') await parts.pause(fault.ms ?? 20);
  if (fault.kind === 'stall' && !streams) await parts.pause(fault.ms ?? 60_000);
  if (fault.kind === 'close-after-apply' || (fault.kind === 'stall' && !streams)) {
    request.socket.destroy();
    return 0;
  }
  if (typeof reply.body !== 'string')
    reply = { ...reply, body: disturbLines(reply.body, fault, parts.pause) };
  else if (fault.kind === 'cut-mid-line') {
    await writeHalf(response, reply, fault.ending ?? 'reset');
    return reply.status;
  }
  return send(response, reply);
}

async function send(response: ServerResponse, reply: Reply): Promise<number> {
  await writeReply(response, reply);
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
    call = await readCall(request, url, match);
    if (fault?.kind === 'token-expires') parts.credentials.expireSessions();
    const instead = fault === undefined ? undefined : faultReply(fault.kind, family);
    if (instead !== undefined) return instead;
    if (fault?.kind === 'stall' && family !== 'export') return { status: 200, headers: {}, body: '' };
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

async function dispatch(
  { credentials, hecOnly }: RequestParts,
  { route }: Match,
  call: Call,
): Promise<Reply> {
  if (route === nowhere.route) return hecOnly ? hecNotFound(404) : notFound(credentials, call);
  const user = route.authentication === undefined ? credentials.authenticate(call.headers) : '';
  const handler = route.methods[call.method];
  if (handler !== undefined) return handler({ ...call, user });
  if (route.authentication === 'hec') return hecNotFound(405);
  if (route.otherVerbs === 'target-missing') {
    throw new Refusal(
      400,
      'ERROR',
      `Cannot perform action "${call.method}" without a target name to act on.`,
    );
  }
  const allow = Object.keys(route.methods).join(',');
  throw new Refusal(405, 'FATAL', 'The method is not allowed.', { Allow: allow });
}

function notFound(credentials: Credentials, call: Call): Reply {
  if (/^\/services\/collector\b/.test(call.path)) return hecNotFound(404);
  if (/^\/services(NS)?\/./.test(call.path)) credentials.authenticate(call.headers);
  if (/\/search\//.test(call.path)) throw new Refusal(404, 'FATAL', 'Unknown endpoint.');
  throw new Refusal(404, 'ERROR', 'Not Found');
}
