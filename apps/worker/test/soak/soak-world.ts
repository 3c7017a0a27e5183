import { setImmediate as turn } from 'node:timers/promises';
import { createTestReceiver, type ReceiverStep, type TestReceiver } from '@sidecar/alerts/testing';
import { type Emulator, type FaultPlan, randomFaultPlan, startEmulator } from '@sidecar/splunk-emulator';
import { createFakeClock, type FakeClock } from '../core/fake-clock.ts';
import { createDraw, type Draw } from '../proof/draw.ts';
import type { Arrival } from './plan-arrivals.ts';

export const TOKEN = 'token-of-the-soak-71f0aa';
export const SECRET = `whsec_${Buffer.from('a secret of the soak, 32 bytes!!').toString('base64')}`;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export interface WorldOptions {
  readonly seed: string;
  /** Epoch ms: what arrives before then is there. */
  readonly start: number;
  /** Epoch ms: what arrives before then is indexed at once. */
  readonly quickTo: number;
  /** Nothing goes wrong any more from here on, so that what waits gets through. */
  readonly calmFrom: number;
  readonly arrivals: readonly Arrival[];
  /** Of a hundred hours, how many Splunk is away. */
  readonly awayOfHundred: number;
}

/** An alert that the receiver took. */
export interface Taken {
  readonly id: string;
  readonly incident: string;
  /** Epoch ms of the decision. */
  readonly at: number;
  readonly eventKeys: readonly string[];
}

/** A Splunk and a receiver of alerts that live by one clock, which goes as fast as what depends on it allows. */
export interface SoakWorld {
  readonly splunk: Emulator;
  readonly clock: FakeClock;
  readonly url: string;
  /** Turns the clock until a time, step by step as somebody wakes; indexes what arrives, and lets things go wrong. */
  goOn(worker: { running(): number } | null, until: number, isOver?: () => boolean): Promise<void>;
  /** Turns the clock on while something does not end by itself. */
  turnWhile(busy: Promise<unknown>): Promise<void>;
  /** Nothing goes wrong for some minutes, so that it can be looked at. */
  calm(): void;
  /** What was taken since it was last asked. */
  taken(): Taken[];
  readonly counts: { faults: number; hoursAway: number; indexed: number; refusedByReceiver: number };
  close(): Promise<void>;
}

export async function openWorld(options: WorldOptions): Promise<SoakWorld> {
  const { seed, start, calmFrom, arrivals, awayOfHundred } = options;
  const clock = createFakeClock(new Date(arrivals[0]!.at).toISOString());
  const splunk = await startEmulator({ token: TOKEN, now: () => clock.ms() });
  const receiver = await createTestReceiver({ secrets: [SECRET], now: () => clock.now() });
  const draw = createDraw(`${seed} world`);
  const counts = { faults: 0, hoursAway: 0, indexed: 0, refusedByReceiver: 0 };
  const countFaults = faultCounter(splunk);
  let next = 0;
  let changeAt = start;
  let awayUntil = 0;
  const index = async (): Promise<void> => {
    const due: string[] = [];
    for (; next < arrivals.length && arrivals[next]!.at <= clock.ms(); next++) due.push(arrivals[next]!.line);
    counts.indexed += due.length;
    if (due.length > 0) await splunk.addEvents('ml_sidecar', 'ml:sidecar:json', due);
  };
  /** Every quarter of an hour something else goes wrong. */
  const change = (): void => {
    if (clock.ms() < changeAt) return;
    changeAt = clock.ms() + 15 * MINUTE_MS;
    counts.faults += countFaults();
    if (clock.ms() >= calmFrom) {
      splunk.setFaults([]);
      receiver.plan([]);
    } else if (clock.ms() >= awayUntil) {
      const isAway = draw.below(400) < awayOfHundred;
      const hours = isAway ? 1 + draw.below(3) : 0;
      awayUntil = clock.ms() + hours * HOUR_MS;
      counts.hoursAway += hours;
      splunk.setFaults(isAway ? away(hours) : randomFaultPlan(draw.below(2 ** 31), { stallMs: 5 }));
      receiver.plan(receiverPlan(draw));
    }
  };
  for (clock.turnTo(options.quickTo); ; clock.turnTo(Math.min(start, arrivals[next]?.at ?? start))) {
    await index();
    if (clock.ms() >= start) break;
  }
  return {
    splunk,
    clock,
    url: receiver.url,
    counts,
    goOn: async (worker, until, isOver = () => false) => {
      for (;;) {
        if (worker !== null) await settled(clock, worker);
        if (isOver()) return;
        const soonest = Math.min(
          worker === null ? Infinity : clock.next(),
          arrivals[next]?.at ?? Infinity,
          changeAt,
        );
        clock.turnTo(Math.min(soonest, until));
        await index();
        change();
        if (clock.ms() >= until) return;
      }
    },
    turnWhile: async (busy) => {
      const end = { isOver: false };
      void busy.finally(() => (end.isOver = true)).catch(() => undefined);
      for (let since = performance.now(); !end.isOver; await turn()) {
        if (performance.now() - since < 200) continue;
        clock.turnTo(Math.max(clock.ms() + 1000, Math.min(clock.next(), clock.ms() + 10_000)));
        since = performance.now();
      }
      await busy;
    },
    calm: () => {
      counts.faults += countFaults();
      splunk.setFaults([]);
    },
    taken: () => takenBy(receiver, counts),
    close: async () => {
      await Promise.all([splunk.close(), receiver.close()]);
    },
  };
}

/** Waits until nobody moves, and for no longer than it takes somebody to wait for the clock of the server. */
async function settled(clock: FakeClock, worker: { running(): number }): Promise<void> {
  const begun = performance.now();
  for (let still = 0; still < 3 && performance.now() - begun < 3000;) {
    still = clock.sleepers() >= 1 + worker.running() ? still + 1 : 0;
    await turn();
  }
}

function away(hours: number): FaultPlan {
  return [{ route: 'any', kind: 'refuse', forMs: hours * HOUR_MS }];
}

/** Every other quarter of an hour the receiver is busy, breaks connections off, or is away; it loses nothing that it has taken. */
function receiverPlan({ below, oneOf }: Draw): ReceiverStep[] {
  if (below(2) > 0) return [];
  const asks: ReceiverStep = { status: 429, headers: { 'retry-after': '1200' } };
  const choices: readonly ReceiverStep[] = [503, 'reset', 500, 200, asks];
  return Array.from({ length: 1 + below(20) }, () => oneOf(choices));
}

/** How many requests were disturbed since it was last asked. */
function faultCounter({ requests }: Emulator): () => number {
  let last: unknown;
  return () => {
    let faults = 0;
    const newest = requests.at(-1);
    for (let i = requests.length - 1; i >= 0 && requests[i] !== last; i--)
      if (requests[i]!.fault !== undefined) faults += 1;
    last = newest;
    return faults;
  };
}

function takenBy(receiver: TestReceiver, counts: SoakWorld['counts']): Taken[] {
  const all: Taken[] = [];
  for (const { id, message, step, fault } of receiver.requests) {
    const status = typeof step === 'object' ? step.status : step;
    if (fault !== null) throw new Error(`an alert was not signed well: ${fault}`);
    if (typeof status === 'string' || status >= 300) counts.refusedByReceiver += 1;
    else if (id !== message!.id) throw new Error('the id of a delivery is not that of its message');
    else
      all.push({
        id,
        incident: message!.incident.key,
        at: Date.parse(message!.at),
        eventKeys: [...message!.incident.event_keys],
      });
  }
  (receiver.requests as unknown[]).length = 0;
  return all;
}
