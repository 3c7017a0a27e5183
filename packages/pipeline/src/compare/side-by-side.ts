import { rankCorrelation } from './rank-correlation.ts';
import type { RecordedAlert, RecordedScores } from './score-recorder.ts';

/** What two models say of the same events. */
export interface SideBySide {
  readonly events: number;
  /** From the first event to the last, at least one. */
  readonly days: number;
  /** Spearman's correlation of the scores, in [-1, 1]; null where it is undefined. */
  readonly rankCorrelation: number | null;
  /** Share of the events about which they decide alike, in [0, 1]. */
  readonly agreement: number;
  /** Alerts that both raise by alerts that either does, in [0, 1]; null if there is none. */
  readonly overlap: number | null;
  readonly alerts: {
    readonly first: number;
    readonly second: number;
    readonly both: number;
    readonly onlyFirst: number;
    readonly onlySecond: number;
  };
  /** Alerts of each UTC day that has any, oldest first. */
  readonly alertsByDay: readonly { readonly day: string; readonly first: number; readonly second: number }[];
  /** The five highest alerts that the other does not raise, highest first. */
  readonly onlyFirst: readonly OneSidedAlert[];
  readonly onlySecond: readonly OneSidedAlert[];
}

export interface OneSidedAlert extends RecordedAlert {
  /** What the other model gives the same event. */
  readonly otherScore: number;
}

const DAY_MS = 86_400_000;
const MOST_EXAMPLES = 5;

/**
 * Compares what two models said of the same events.
 *
 * @param second - Of the same events in the same order.
 * @throws RangeError if they are not as many.
 */
export function sideBySide(first: RecordedScores, second: RecordedScores): SideBySide {
  const events = first.scores.length;
  const onlyFirst = alertsOfOne(first, second);
  const onlySecond = alertsOfOne(second, first);
  const both = first.alerts.size - onlyFirst.length;
  const either = both + onlyFirst.length + onlySecond.length;
  const span = events === 0 ? 0 : first.lastTime - first.firstTime;
  return {
    events,
    days: Math.max(1, span / DAY_MS),
    rankCorrelation: rankCorrelation(first.scores, second.scores),
    agreement: events === 0 ? 1 : 1 - (onlyFirst.length + onlySecond.length) / events,
    overlap: either === 0 ? null : both / either,
    alerts: {
      first: first.alerts.size,
      second: second.alerts.size,
      both,
      onlyFirst: onlyFirst.length,
      onlySecond: onlySecond.length,
    },
    alertsByDay: alertsByDay(first, second),
    onlyFirst: onlyFirst.slice(0, MOST_EXAMPLES),
    onlySecond: onlySecond.slice(0, MOST_EXAMPLES),
  };
}

function alertsOfOne({ alerts }: RecordedScores, other: RecordedScores): OneSidedAlert[] {
  return [...alerts]
    .filter(([place]) => !other.alerts.has(place))
    .map(([place, alert]) => ({ ...alert, otherScore: other.scores[place]! }))
    .sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1));
}

function alertsByDay(first: RecordedScores, second: RecordedScores): SideBySide['alertsByDay'] {
  const days = new Map<string, { first: number; second: number }>();
  for (const [side, { alerts }] of [
    ['first', first],
    ['second', second],
  ] as const) {
    for (const { time } of alerts.values()) {
      const day = time.slice(0, 10);
      const counts = days.get(day) ?? { first: 0, second: 0 };
      days.set(day, { ...counts, [side]: counts[side] + 1 });
    }
  }
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, counts]) => ({ day, ...counts }));
}
