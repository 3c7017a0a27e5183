import type { AlertMessage } from './alert-message.ts';

/** Messages that are not delivered to everybody yet: plain data that survives JSON. */
export interface Outbox {
  readonly version: 1;
  /** The oldest first. */
  readonly entries: readonly OutboxEntry[];
  /** Receivers that are down. */
  readonly down: readonly DownTarget[];
}

export interface OutboxEntry {
  readonly message: AlertMessage;
  /** Who has not got it yet. */
  readonly pending: readonly PendingDelivery[];
}

export interface PendingDelivery {
  /** Name of the target. */
  readonly target: string;
  /** Epoch ms when it was first to be sent, by the sender's clock; null before. */
  readonly since: number | null;
  /** Times that it failed for a reason of its own. */
  readonly failures: number;
  /** Epoch ms before which it is not tried again. */
  readonly notBefore: number;
}

export interface DownTarget {
  readonly target: string;
  readonly failures: number;
  readonly notBefore: number;
}

export const emptyOutbox: Outbox = Object.freeze({ version: 1, entries: [], down: [] });

/**
 * An outbox with these messages for these targets added. Pure; a message that is in it stays as it is.
 *
 * @param targets - Names. None of them: nobody wants messages, and none is added.
 */
export function addToOutbox(
  outbox: Outbox,
  messages: readonly AlertMessage[],
  targets: readonly string[],
): Outbox {
  if (targets.length === 0) return outbox;
  const known = new Set(outbox.entries.map(({ message }) => message.id));
  const added = messages
    .filter(({ id }) => !known.has(id))
    .map((message) => ({
      message,
      pending: targets.map((target) => ({ target, since: null, failures: 0, notBefore: 0 })),
    }));
  return { ...outbox, entries: [...outbox.entries, ...added] };
}
