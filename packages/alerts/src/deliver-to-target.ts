import type { AlertTarget, SendResult } from './alert-target.ts';
import { backoffMs } from './backoff-ms.ts';
import type { Delivery, DeliveryReport } from './delivery.ts';
import type { DownTarget } from './outbox.ts';

export interface TargetTurnOptions {
  /** Set if it was down the last time. */
  readonly down: DownTarget | undefined;
  readonly keepMs: number;
  /** Epoch ms after which no sending is begun. */
  readonly until: number;
  /** Epoch ms. */
  readonly clock: () => number;
  readonly random: () => number;
  readonly signal: AbortSignal | undefined;
  readonly onReport: (report: DeliveryReport) => void;
}

/** What is left after a target's turn. */
export interface TargetTurn {
  readonly left: readonly Delivery[];
  readonly down: DownTarget | undefined;
}

type Failure = Extract<SendResult, { outcome: 'failed' }>;

const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 3_600_000;
/** So many messages in a row that a receiver fails on, and it is taken to be down. */
const MOST_FAILURES = 3;

/** One target's turn of `deliverOutbox`. Nothing is given up for its age unless the receiver was tried once more. */
export async function deliverToTarget(
  target: AlertTarget,
  deliveries: readonly Delivery[],
  { down: before, keepMs, until, clock, random, signal, onReport }: TargetTurnOptions,
): Promise<TargetTurn> {
  const { name, label } = target;
  const left: Delivery[] = [];
  let down = before;
  /** Why it is taken to be down from here on. */
  let downNow: string | undefined;
  let failedInARow = 0;
  const isWaiting = before !== undefined && clock() < before.notBefore;

  for (const { message, pending } of deliveries) {
    const delivery: Delivery = { message, pending: { ...pending, since: pending.since ?? clock() } };
    const isDue = !isWaiting && clock() >= pending.notBefore;
    if (downNow !== undefined) keep(delivery, downNow);
    else if (!isDue || signal?.aborted === true || clock() >= until) left.push(delivery);
    else settle(delivery, await resultOf(target, delivery, signal));
  }
  return { left, down };

  function settle(delivery: Delivery, result: SendResult | undefined): void {
    if (result === undefined) return void left.push(delivery);
    if (result.outcome === 'failed') return failed(delivery, result);
    down = undefined;
    failedInARow = 0;
    report(delivery, result.outcome, result.outcome === 'refused' ? result.reason : '');
  }

  function failed({ message, pending }: Delivery, { reason, isDown, retryAfterMs }: Failure): void {
    report({ message, pending }, 'failed', reason);
    failedInARow += 1;
    if (isDown || failedInARow >= MOST_FAILURES) {
      const failures = (down?.failures ?? 0) + 1;
      down = { target: name, failures, notBefore: whenAfter(failures, retryAfterMs) };
      downNow = reason;
      return keep({ message, pending }, reason);
    }
    const failures = pending.failures + 1;
    keep(
      { message, pending: { ...pending, failures, notBefore: whenAfter(failures, retryAfterMs) } },
      reason,
    );
  }

  function keep(delivery: Delivery, reason: string): void {
    const waitedMs = clock() - delivery.pending.since!;
    if (waitedMs < keepMs) left.push(delivery);
    else report(delivery, 'given_up', `not delivered for ${inHours(waitedMs)}: ${reason}`);
  }

  function whenAfter(failures: number, retryAfterMs: number | undefined): number {
    const options = { baseMs: FIRST_WAIT_MS, mostMs: LONGEST_WAIT_MS, random, retryAfterMs };
    return clock() + backoffMs(failures, options);
  }

  function report({ message }: Delivery, outcome: DeliveryReport['outcome'], reason: string): void {
    onReport({ target: { name, label }, message, outcome, reason });
  }
}

/** Undefined when aborted. */
async function resultOf(
  target: AlertTarget,
  { message }: Delivery,
  signal: AbortSignal | undefined,
): Promise<SendResult | undefined> {
  try {
    return await target.send(message, { signal });
  } catch (error) {
    if (signal?.aborted === true) return undefined;
    const said = error instanceof Error ? error.message : String(error);
    return { outcome: 'failed', reason: `sending broke off: ${said}`, isDown: false };
  }
}

function inHours(ms: number): string {
  return `${Math.round(ms / 360_000) / 10} h`;
}
