import type { AlertMessage } from '../alert-message.ts';

/** What the receiver does with a request: answers a status, breaks the connection off, or never answers. */
export type ReceiverStep =
  | number
  | 'reset'
  | 'stall'
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
      /** Waits so long before. */
      readonly delayMs?: number;
    };

/** A request, as it was received. */
export interface ReceivedRequest {
  /** `webhook-id`; null if there was none. */
  readonly id: string | null;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** Null where the body is no JSON. */
  readonly message: AlertMessage | null;
  /** Why it is not to be believed; null if it is signed well, or nothing is asked of it. */
  readonly fault: string | null;
  /** What was done. */
  readonly step: ReceiverStep;
}

export interface TestReceiver {
  /** Where to send to, on this machine. */
  readonly url: string;
  /** Every request, in the order in which they came. */
  readonly requests: readonly ReceivedRequest[];
  /** Messages that were taken (statuses from 200 to 299), repeats left out, in order. */
  messages(): readonly AlertMessage[];
  /** Replaces what is to be done with the next requests. */
  plan(steps: readonly ReceiverStep[]): void;
  close(): Promise<void>;
}
