import { eventFields } from '../records/event-fields.ts';
import type { ScoredEvent, ScoredLine } from '../score/scoring-engine.ts';

/** An event that a model raised an alert on. */
export interface RecordedAlert {
  readonly key: string;
  /** ISO time. */
  readonly time: string;
  readonly user: string;
  readonly src: string | null;
  readonly dest: string | null;
  readonly signature: string | null;
  /** 0 to 100. */
  readonly score: number;
  /** Why, in plain English; empty for a classic model. */
  readonly sentence: string;
}

/** What one model says of some events, in the order in which they came. */
export interface RecordedScores {
  /** Of each event, 0 to 100. */
  readonly scores: Float64Array;
  /** Alerts by the place of their event. */
  readonly alerts: ReadonlyMap<number, RecordedAlert>;
  /** Epoch ms of the first and last event; NaN without any. */
  readonly firstTime: number;
  readonly lastTime: number;
}

/** Notes what comes out of a scoring: eight bytes an event, and the alerts. */
export interface ScoreRecorder {
  take(line: ScoredLine): void;
  recorded(): RecordedScores;
}

const FIRST_CAPACITY = 4096;

export function createScoreRecorder(): ScoreRecorder {
  let scores = new Float64Array(FIRST_CAPACITY);
  let size = 0;
  let firstTime = Number.NaN;
  let lastTime = Number.NaN;
  const alerts = new Map<number, RecordedAlert>();
  return {
    take: (line) => {
      if ('rejection' in line) return;
      const { time } = line.line;
      const scoreFields = line.scoreFields as RecordedFields;
      if (size === scores.length) {
        const longer = new Float64Array(2 * size);
        longer.set(scores);
        scores = longer;
      }
      scores[size] = scoreFields.score;
      if (scoreFields.behavior_outlier === 1) alerts.set(size, alertOf(line, scoreFields));
      firstTime = size === 0 ? time : Math.min(firstTime, time);
      lastTime = size === 0 ? time : Math.max(lastTime, time);
      size += 1;
    },
    recorded: () => ({ scores: scores.slice(0, size), alerts, firstTime, lastTime }),
  };
}

/** What both presets add to an event, and the sentence of one. */
type RecordedFields = ScoredEvent['scoreFields'] & { readonly score: number; readonly sentence?: string };

function alertOf({ key, line }: ScoredEvent, { score, sentence = '' }: RecordedFields): RecordedAlert {
  const { TimeCreated: time, user, src, dest, signature } = eventFields(line);
  return { key, time, user, src, dest, signature, score, sentence };
}
