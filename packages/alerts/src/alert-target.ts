import type { AlertMessage } from './alert-message.ts';

/** Where alerts go: one receiver. */
export interface AlertTarget {
  /** Names it in the outbox: the same after a restart, different from every other. Holds no secret. */
  readonly name: string;
  /** Names it to people; holds no secret. */
  readonly label: string;
  /** Sends one message. Resolves whatever the receiver does; rejects only when aborted, with the signal's reason. */
  send(message: AlertMessage, options: SendOptions): Promise<SendResult>;
}

export interface SendOptions {
  readonly signal?: AbortSignal | undefined;
}

/** What became of one message. */
export type SendResult =
  | { readonly outcome: 'delivered' }
  /** The receiver does not want this message, now or ever. */
  | { readonly outcome: 'refused'; readonly reason: string }
  | {
      readonly outcome: 'failed';
      readonly reason: string;
      /** Whether another message would fare no better: the receiver is away or asks to be left alone. */
      readonly isDown: boolean;
      /** How long the receiver asks to wait, milliseconds. */
      readonly retryAfterMs?: number;
    };
