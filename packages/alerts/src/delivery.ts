import type { AlertMessage } from './alert-message.ts';
import type { Outbox, OutboxEntry, PendingDelivery } from './outbox.ts';

/** One message for one target. */
export interface Delivery {
  readonly message: AlertMessage;
  readonly pending: PendingDelivery;
}

/** What became of a delivery. */
export interface DeliveryReport {
  /** Name and label of the target; of one that is no more the name alone. */
  readonly target: { readonly name: string; readonly label: string };
  readonly message: AlertMessage;
  /**
   * `failed` is tried again. `refused` by the receiver, and `given_up` for being undelivered too long, too many or for nobody, are not.
   */
  readonly outcome: 'delivered' | 'failed' | 'refused' | 'given_up';
  /** In words, without a secret; empty when delivered. */
  readonly reason: string;
}

/** The oldest first. */
export function deliveriesOf({ entries }: Outbox): Delivery[] {
  return entries.flatMap(({ message, pending }) => pending.map((one) => ({ message, pending: one })));
}

/** Entries of deliveries that are left, in the order of the outbox that they come from. */
export function entriesOf(left: readonly Delivery[], { entries }: Outbox): OutboxEntry[] {
  const byMessage = new Map<string, PendingDelivery[]>();
  for (const { message, pending } of left) {
    byMessage.set(message.id, [...(byMessage.get(message.id) ?? []), pending]);
  }
  return entries.flatMap(({ message }) => {
    const pending = byMessage.get(message.id);
    return pending === undefined ? [] : [{ message, pending }];
  });
}
