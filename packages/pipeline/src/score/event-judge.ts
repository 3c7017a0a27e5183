import type { EventKind } from '@sidecar/events';
import type { EventLine } from '../input/event-line.ts';
import type { ScoredEvent } from './scoring-engine.ts';

/** An event in two parts, as a judge takes it. */
export interface TimedKind {
  readonly kind: EventKind;
  /** Epoch ms. */
  readonly time: number;
}

/**
 * Scores events, which come in time order, some at a time: here (`judgeHere`) or in a thread of its own (`judgeElsewhere`), with the same
 * scores to the last bit.
 */
export interface EventJudge {
  /** So many batches may be sent before the first is asked for: more make nothing quicker, but take memory. */
  readonly ahead: number;
  /** Forgets what events it met, the windows that training left excepted, and what it was sent and not yet asked for. */
  beginAnew(): Promise<void>;
  /** Sends the next events. */
  send(events: readonly TimedKind[]): void;
  /** The scores of the batch that was sent first, of those that were not yet asked for. */
  receive(): Promise<Scores>;
  /** How many names it forgot for want of room since it began (`Scorer.forgotten`), once everything was received. */
  forgotten(): number;
}

/** Scores of a batch. */
export interface Scores {
  /** Event number `i` of the batch, with its line and key. */
  scoredAt(i: number, line: EventLine, key: string): ScoredEvent;
  /** The score as `scoreText` writes it. */
  textAt(i: number): string;
}
