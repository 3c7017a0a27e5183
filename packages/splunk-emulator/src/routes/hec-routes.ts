import type { Credentials } from '../auth/credentials.ts';
import { createAcknowledgements } from '../hec/acknowledgements.ts';
import type { FindTime } from '../hec/prefixed-time.ts';
import { readEnvelopes, type EventDefaults } from '../hec/read-envelopes.ts';
import { splitJson } from '../hec/split-json.ts';
import type { Call } from '../server/call.ts';
import { jsonReply, type Reply } from '../server/reply.ts';
import type { Route } from '../server/route.ts';
import type { EventStore, StoredEvent } from '../store/store.ts';

const answers: Readonly<Record<number, readonly [status: number, text: string]>> = {
  0: [200, 'Success'],
  1: [403, 'Token disabled'],
  2: [401, 'Token is required'],
  3: [401, 'Invalid authorization'],
  4: [403, 'Invalid token'],
  5: [400, 'No data'],
  6: [400, 'Invalid data format'],
  7: [400, 'Incorrect index'],
  9: [503, 'Server is busy'],
  10: [400, 'Data channel is missing'],
  11: [400, 'Invalid data channel'],
  12: [400, 'Event field is required'],
  13: [400, 'Event field cannot be blank'],
  14: [400, 'ACK is disabled'],
  15: [400, 'Error in handling indexed fields'],
  16: [400, 'Query string authorization is not enabled'],
  17: [200, 'HEC is healthy'],
};

export interface HecSettings {
  readonly acknowledge: boolean;
  readonly now: () => number;
  /** How the time of raw events of a sourcetype is found. */
  readonly findTimeOf: (sourcetype: string) => FindTime;
}

/** HTTP Event Collector: `/services/collector` and below. */
export function hecRoutes(
  store: EventStore,
  credentials: Credentials,
  { acknowledge, now, findTimeOf }: HecSettings,
): readonly Route[] {
  const acknowledgements = createAcknowledgements();

  const guarded =
    (handler: (call: Call, channel: string) => Promise<Reply> | Reply) =>
    (call: Call): Promise<Reply> | Reply => {
      const wrong = credentials.checkHec(call.headers);
      if (wrong === 'absent' && call.parameters.has('token')) return hecReply(16);
      if (wrong !== undefined)
        return hecReply({ absent: 2, 'wrong-scheme': 3, unknown: 4, disabled: 1 }[wrong]);
      const channel = call.headers['x-splunk-request-channel'] ?? call.parameters.get('channel') ?? '';
      if (acknowledge && channel === '') return hecReply(10);
      if (channel !== '' && !isGuid(String(channel))) return hecReply(11);
      return handler(call, String(channel));
    };

  async function accept(events: readonly StoredEvent[], channel: string): Promise<Reply> {
    await store.append(events);
    return hecReply(0, acknowledge ? { ackId: acknowledgements.issue(channel) } : {});
  }

  const takeEvents = guarded(async (call, channel) => {
    const { events, fault } = readEnvelopes(call.body, defaultsOf(call, now()), (name) =>
      store.hasIndex(name),
    );
    if (fault === undefined) return accept(events, channel);
    await store.append(events);
    return hecReply(fault.code, fault.event === undefined ? {} : { 'invalid-event-number': fault.event });
  });

  const takeRaw = guarded(async (call, channel) => {
    const defaults = defaultsOf(call, now());
    const lines = call.body.split(/\r?\n/).filter((line) => line.trim() !== '');
    if (lines.length === 0) return hecReply(5);
    if (!store.hasIndex(defaults.index)) return hecReply(7, { 'invalid-event-number': 1 });
    const findTime = findTimeOf(defaults.sourcetype);
    return accept(
      lines.map((raw) => toEvent(raw, defaults, findTime)),
      channel,
    );
  });

  const answerAcks = guarded((call, channel) => {
    if (!acknowledge) return hecReply(14);
    const [asked] = splitJson(call.body).values as [{ acks?: unknown }?];
    if (!Array.isArray(asked?.acks)) return hecReply(6);
    return jsonReply({ acks: acknowledgements.answer(channel, asked.acks.map(Number)) });
  });

  const hec = (path: string, methods: Route['methods']): Route => ({
    path,
    methods,
    family: 'hec',
    authentication: 'hec',
  });
  return [
    ...['collector', 'collector/event', 'collector/event/1.0'].map((path) => hec(path, { POST: takeEvents })),
    ...['collector/raw', 'collector/raw/1.0'].map((path) => hec(path, { POST: takeRaw })),
    ...['collector/health', 'collector/health/1.0'].map((path) => hec(path, { GET: () => hecReply(17) })),
    hec('collector/ack', { POST: answerAcks }),
  ];
}

function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** A HEC answer of a given code, with whatever else it carries. */
export function hecReply(code: number, more: Readonly<Record<string, unknown>> = {}): Reply {
  const [status, text] = answers[code]!;
  return jsonReply({ text, code, ...more }, status);
}

/** What HEC says to an unknown path, and to a verb it does not take. */
export function hecNotFound(status: 404 | 405): Reply {
  return jsonReply({ text: 'The requested URL was not found on this server.', code: 404 }, status);
}

function defaultsOf({ parameters }: Call, now: number): EventDefaults {
  return {
    index: parameters.get('index') ?? 'main',
    sourcetype: parameters.get('sourcetype') ?? 'httpevent',
    source: parameters.get('source') ?? 'http:emulator',
    host: parameters.get('host') ?? '127.0.0.1',
    now: now / 1000,
  };
}

function toEvent(raw: string, { now, ...defaults }: EventDefaults, findTime: FindTime): StoredEvent {
  return { ...defaults, raw, time: findTime(raw) ?? now, indexTime: Math.floor(now) };
}
