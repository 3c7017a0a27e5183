import { quantile } from '@sidecar/numeric';

/** Raw scores above which an event is an outlier, all from held-out events, none from the events that are judged. */
export interface Thresholds {
  /** The share of held-out events below a threshold, in (0, 1). */
  readonly percentile: number;
  readonly global: number;
  /** Of accounts with at least `leastEvents` held-out events; others are held to `global`. */
  readonly users: Readonly<Record<string, number>>;
  /** By cluster number, likewise. */
  readonly clusters: Readonly<Record<string, number>>;
  readonly leastEvents: number;
  /** Events a day in training, by which a budget of alerts becomes a p-value. */
  readonly eventsPerDay: number;
}

export type ThresholdOptions = Pick<Thresholds, 'percentile' | 'leastEvents' | 'eventsPerDay'>;

export interface HeldOutScore {
  readonly user: string;
  readonly cluster: number;
  readonly score: number;
}

/** @param heldOut - At least one event the model was not fitted on. */
export function fitThresholds(heldOut: readonly HeldOutScore[], options: ThresholdOptions): Thresholds {
  const threshold = (scores: readonly number[]): number =>
    quantile(Float64Array.from(scores).sort(), options.percentile);
  const perGroup = (groupOf: (event: HeldOutScore) => string): Record<string, number> => {
    const groups = new Map<string, number[]>();
    for (const event of heldOut) {
      const group = groupOf(event);
      const scores = groups.get(group);
      if (scores === undefined) groups.set(group, [event.score]);
      else scores.push(event.score);
    }
    const large = [...groups].filter(([, scores]) => scores.length >= options.leastEvents);
    return Object.fromEntries(large.map(([group, scores]) => [group, threshold(scores)]));
  };
  return {
    ...options,
    global: threshold(heldOut.map(({ score }) => score)),
    users: perGroup(({ user }) => user),
    clusters: perGroup(({ cluster }) => String(cluster)),
  };
}
