import type { KvRecord } from '@sidecar/kvstore-writer';
import type { Decision } from '@sidecar/scoring';
import type { EventLine } from '../input/event-line.ts';
import type { InputLine, RejectedLine } from '../input/read-events.ts';
import type { Progress } from '../progress.ts';

/** A line scored, or rejected. */
export type ScoredLine = ScoredEvent | RejectedLine;

export interface ScoredEvent {
  readonly line: EventLine;
  readonly key: string;
  /** What scoring adds to the event, the decision and its cluster among it. */
  readonly scoreFields: Decision & { readonly cluster_id: number };
  /** `scoreFields` as JSON without the braces, if that is how they came: taking them from it takes time. */
  readonly fieldsText?: string;
  readonly isOutlier: boolean;
}

/** Gives the lines anew each time it is called. */
export type Batches = () => AsyncIterable<readonly InputLine[]>;

export interface ScoreLinesOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told of work between two passes over the lines. */
  readonly onProgress?: Progress | undefined;
}

/** Scores all lines, in their order. */
export type ScoreLines = (
  batches: Batches,
  options?: ScoreLinesOptions,
) => AsyncGenerator<ScoredLine[], void, undefined>;

/** Gathers what a run writes beside the events. */
export interface Profiler {
  add(event: ScoredEvent): void;
  profiles(now: Date): Profiles;
}

export interface Profiles {
  readonly userProfiles: readonly KvRecord[];
  readonly clusterProfiles: readonly KvRecord[];
  readonly userThresholds: readonly KvRecord[];
}

/** Scores lines, whatever the preset. */
export interface LineScoring {
  /** Goes through the lines once. @throws OutOfOrder if that does not suffice. */
  readonly scoreInOrder: ScoreLines;
  /** Goes through the lines more than once if it must. */
  readonly scoreAnyOrder: ScoreLines;
  /** How many names the last scoring forgot for want of room (`Scorer.forgotten`). */
  forgotten(): number;
}

/** What a preset knows to do with lines. */
export interface ScoringEngine extends LineScoring {
  createProfiler(): Profiler;
}

/** An event is older than the one before, or too many share one instant; the caller begins anew with `scoreAnyOrder`. */
export class OutOfOrder extends Error {}

/** The lines were others when they were read again. */
export class ChangedInput extends Error {}
