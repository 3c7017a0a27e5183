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
  /** Messages kept for one target at most, from 1; of more the oldest are given up. @default 2000 */
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
    mostDeliveries = 2000,
    mostMs = 60_000,
    now = () => new Date(),
    random = Math.random,
    signal,
  }: DeliverOutboxOptions,
): Promise<Outbox> {
  requireNumber('keepMs', keepMs, 0);
  requireNumber('mostDeliveries', mostDeliveries, 1);
  requireNumber('mostMs', mostMs, 0);
  const byTarget = new Map<string, Delivery[]>(targets.map(({ name }) => [name, []]));
  if (byTarget.size < targets.length)
    throw new RangeError('two targets have one name, expected different ones');
  const giveUp = ({ message }: Delivery, target: DeliveryReport['target'], reason: string): void =>
    onReport({ target, message, outcome: 'given_up', reason });
  for (const delivery of deliveriesOf(outbox)) {
    const { target: name } = delivery.pending;
    const ofTarget = byTarget.get(name);
    if (ofTarget === undefined)
      giveUp(delivery, { name, label: name }, 'the receiver is not configured any more');
    else ofTarget.push(delivery);
  }

  const clock = (): number => now().getTime();
  const until = clock() + mostMs;
  const turns = await Promise.all(
    targets.map(async (target) => {
      const before = outbox.down.find((one) => one.target === target.name);
      const deliveries = byTarget.get(target.name)!;
      const { left, down } = await deliverToTarget(target, deliveries, {
        down: before,
        keepMs,
        until,
        clock,
        random,
        signal,
        onReport,
      });
      const surplus = Math.max(0, left.length - mostDeliveries);
      const reason = `more than ${mostDeliveries} wait to be delivered`;
      for (const delivery of left.slice(0, surplus))
        giveUp(delivery, { name: target.name, label: target.label }, reason);
      return { left: left.slice(surplus), down };
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
