import { createHash } from 'node:crypto';
import { isRejection, normaliseLine } from '@sidecar/events';
import { formatEvent, generate } from '@sidecar/log-generator';
import { createDraw, type Draw } from '../proof/draw.ts';

/** A line that is indexed at some time. */
export interface Arrival {
  /** When it is indexed, epoch ms: a multiple of {@link TICK_MS}, so that many fall on the very bounds of windows. */
  readonly at: number;
  readonly line: string;
  /** When it happened as Splunk understands it, epoch ms. */
  readonly time: number;
  /** Key by its content; null for a line that is no event. */
  readonly identity: string | null;
  /** The attack that it belongs to. */
  readonly attack: string | null;
}

export interface ArrivalOptions {
  readonly seed: string;
  /** Epoch ms. */
  readonly start: number;
  readonly end: number;
  /** From here on some lines come late, early, twice, or are no events. */
  readonly disturbedFrom: number;
  readonly eventsPerDay: number;
}

export const TICK_MS = 150_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Logons of an office with attacks among them, as they arrive at the index, in order. */
export function planArrivals(options: ArrivalOptions): Arrival[] {
  const { seed, start, end, disturbedFrom, eventsPerDay } = options;
  const events = Math.round(((end - start) / DAY_MS) * eventsPerDay);
  const office = { people: 16, services: 4, admins: 2, attackShare: 0.05 };
  const draw = createDraw(`${seed} arrivals`);
  const arrivals: Arrival[] = [];
  for (const { event, label } of generate({ start, end, events, seed, ...office })) {
    const time = Date.parse(event.TimeCreated);
    const line = formatEvent(event, 'seed');
    const known = { line, time, identity: identityOf(line), attack: label.incident };
    if (time < disturbedFrom) arrivals.push({ ...known, at: tickAfter(time) });
    else for (const at of timesOfArrival(time, draw)) arrivals.push({ ...known, at });
    if (time >= disturbedFrom && draw.below(40) === 0)
      arrivals.push(noEvent(tickAfter(time), event.TimeCreated, draw));
  }
  return arrivals.sort((a, b) => a.at - b.at);
}

/** Most are indexed at once; of a hundred eight or nine come late, two and a half ahead of their time, and two twice. */
function timesOfArrival(time: number, { below }: Draw): number[] {
  const minutes = (n: number): number => n * MINUTE_MS;
  const chance = below(1000);
  if (chance < 50) return [tickAfter(time + minutes(1 + below(59)))];
  if (chance < 80) return [tickAfter(time + minutes(60 + below(20 * 60)))];
  if (chance < 85) return [tickAfter(time + minutes(26 * 60 + below(12 * 60)))]; // later than is looked for
  if (chance < 105) return [tickAfter(time - minutes(3 + below(50)))];
  if (chance < 108) return [tickAfter(time - minutes(90 + below(20 * 60)))];
  if (chance < 110) return [tickAfter(time - minutes(25 * 60 + below(120)))]; // further ahead than is looked for
  if (chance < 120) return [tickAfter(time), tickAfter(time)];
  if (chance < 130) return [tickAfter(time), tickAfter(time + minutes(10 + below(170)))];
  return [tickAfter(time)];
}

function tickAfter(time: number): number {
  return Math.ceil((time + 1) / TICK_MS) * TICK_MS;
}

/** A line that the index has and that is no event; one without a time of its own happens when it is indexed. */
function noEvent(at: number, time: string, { below, oneOf }: Draw): Arrival {
  const n = below(1_000_000);
  const [line, hasTime] = oneOf<readonly [string, boolean]>([
    [`the disk of host ${n} is nearly full`, false],
    [`{"message":"cut off in the mid ${n}`, false],
    [JSON.stringify({ TimeCreated: time, signature_id: 4624, note: n }), true],
  ]);
  return { at, line, time: hasTime ? Date.parse(time) : at, identity: null, attack: null };
}

/** As README and docs say: by all fields, and written anew here. */
function identityOf(line: string): string {
  const event = normaliseLine(line);
  if (isRejection(event)) throw new Error(`${event.reason}: ${line}`);
  const { user, src_user, src, dest, signature_id, signature, action, process, logon_type } = event;
  const { authentication_package, status, sub_status, service, dest_nt_domain } = event;
  const first = [Math.round(event.time * 1000), user, src_user, src, dest, signature_id, signature, action];
  const rest = [process, logon_type, authentication_package, status, sub_status, service, dest_nt_domain];
  return shortHash(JSON.stringify([...first, ...rest]));
}

/** 32 hexadecimal digits. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
