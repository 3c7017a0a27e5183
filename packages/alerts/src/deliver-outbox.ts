import type { AlertTarget } from './alert-target.ts';
import { deliverToTarget } from './deliver-to-target.ts';
import { deliveriesOf, type Delivery, type DeliveryReport, entriesOf } from './delivery.ts';
import type { Outbox } from './outbox.ts';
import { requireNumber } from './require-number.ts';

export interface DeliverOutboxOptions {
  /** Who there is now. What is pending for others is given up. */
  readonly targets: readonly AlertTarget[];
  /** Told at once what became of a message. */
  readonly onReport?: (report: DeliveryReport) => void;
  /** What was not delivered for so long is given up, milliseconds from 0. @default 72 hours */
  readonly keepMs?: number;
  /** Deliveries kept at most, from 1; of more the oldest are given up. @default 5000 */
  readonly mostDeliveries?: number;
  /** No sending is begun after so long, milliseconds; the rest is for the next call. @default 60000 */
  readonly mostMs?: number;
  /** @default the system's clock */
  readonly now?: () => Date;
  /** Uniform in [0, 1): spreads what is tried again. @default Math.random */
  readonly random?: () => number;
  /** Ends the wait for receivers; what they did not answer stays in the outbox. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Sends what is due to every target, side by side, and gives the outbox without what was delivered. Keep what it returns: a process that dies
 * before sends again, under the same id.
 *
 * To one target messages go one after the other, the oldest first. What fails is tried again by a later call, after 30 s, then twice as long
 * each time up to an hour, or when the receiver asks for it. A receiver that is down is asked once a call; a message that it fails on does not
 * hold back the others, unless it is the third in a row. What it refuses, or what could not be delivered for `keepMs`, counted from the first
 * call that had it, is given up and reported.
 *
 * Resolves whatever receivers do. When aborted it resolves soon, and only what was answered is taken out.
 *
 * @throws RangeError for options out of range, or two targets of one name.
 * @example
 * outbox = await deliverOutbox(outbox, { targets: [createWebhookTarget({ url, secret })], onReport });
 */
export async function deliverOutbox(
  outbox: Outbox,
  {
    targets,
    onReport = () => {},
    keepMs = 72 * 3_600_000,
    mostDeliveries = 5000,
    mostMs = 60_000,
    now = () => new Date(),
    random = Math.random,
    signal,
  }: DeliverOutboxOptions,
): Promise<Outbox> {
  requireNumber('keepMs', keepMs, 0);
  requireNumber('mostDeliveries', mostDeliveries, 1);
  requireNumber('mostMs', mostMs, 0);
  const labels = new Map(targets.map(({ name, label }) => [name, label]));
  if (labels.size < targets.length)
    throw new RangeError('two targets have one name, expected different ones');
  const giveUp = ({ message, pending: { target: name } }: Delivery, reason: string): void =>
    onReport({ target: { name, label: labels.get(name) ?? name }, message, outcome: 'given_up', reason });

  const byTarget = new Map<string, Delivery[]>(targets.map(({ name }) => [name, []]));
  const all = deliveriesOf(outbox);
  all.forEach((delivery, i) => {
    const ofTarget = byTarget.get(delivery.pending.target);
    if (ofTarget === undefined) giveUp(delivery, 'the receiver is not configured any more');
    else if (i < all.length - mostDeliveries)
      giveUp(delivery, `more than ${mostDeliveries} wait to be delivered`);
    else ofTarget.push(delivery);
  });

  const clock = (): number => now().getTime();
  const until = clock() + mostMs;
  const turns = await Promise.all(
    targets.map((target) => {
      const down = outbox.down.find((one) => one.target === target.name);
      const deliveries = byTarget.get(target.name)!;
      return deliverToTarget(target, deliveries, { down, keepMs, until, clock, random, signal, onReport });
    }),
  );
  return {
    version: 1,
    entries: entriesOf(
      turns.flatMap(({ left }) => left),
      outbox,
    ),
    down: turns.flatMap(({ down }) => down ?? []),
  };
}
