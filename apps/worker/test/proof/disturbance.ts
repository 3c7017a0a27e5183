import type { ReceiverStep } from '@sidecar/alerts/testing';
import { type FaultPlan, randomFaultPlan } from '@sidecar/splunk-emulator';
import { createDraw } from './draw.ts';

export const VICTIMS = ['coordinator', 'worker 1', 'worker 2'] as const;
export type Victim = (typeof VICTIMS)[number];

/** One blow: faults of Splunk and of the receiver begin, then, after a while, a process is killed and started again. */
export interface Disturbance {
  readonly victim: Victim;
  /** When: after so many requests to Splunk, where most happens, or so many milliseconds. */
  readonly after: { readonly requests: number } | { readonly ms: number };
  readonly faults: FaultPlan;
  readonly receiver: readonly ReceiverStep[];
  /** Redis is killed as well, and is back after `ms`, with its data or without. */
  readonly redis: { readonly isWiped: boolean; readonly ms: number } | null;
}

const STEPS: readonly ReceiverStep[] = [503, 'reset', { status: 204, delayMs: 400 }, 429];

/** Blows by chance, the same for the same seed; with at least three, Redis loses its data at one of them and keeps it at another. */
export function drawDisturbances(seed: number, count: number): Disturbance[] {
  const { below, oneOf } = createDraw(seed);
  const [kept, wiped] = [Math.floor(count / 3), Math.floor((2 * count) / 3)];
  return Array.from({ length: count }, (_, i) => ({
    victim: below(2) === 0 ? VICTIMS[0] : oneOf(VICTIMS.slice(1)),
    after: below(3) === 0 ? { ms: below(3000) } : { requests: 1 + below(30) },
    faults: drawFaults(seed * 1000 + i),
    receiver: below(2) === 0 ? [oneOf(STEPS)] : [],
    redis: i === kept || i === wiped || below(12) === 0 ? { isWiped: i === wiped, ms: below(1500) } : null,
  }));
}

/** Exports are few beside all else, so they have a plan of their own. */
function drawFaults(seed: number): FaultPlan {
  const lasting = { stallMs: 1500, outageMs: 1500 };
  const exports = randomFaultPlan(seed, { ...lasting, routes: ['export'], maxRules: 2 });
  const others = randomFaultPlan(seed, { ...lasting, routes: ['jobs', 'kv-write', 'kv-read'] });
  return [
    ...exports.map((rule) => ({ ...rule, after: rule.after! % 2, afterRows: rule.afterRows! % 8 })),
    ...others,
  ];
}
