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

/** @param heldOut - At least one event the model was not fitted on; gone through once. */
export function fitThresholds(heldOut: Iterable<HeldOutScore>, options: ThresholdOptions): Thresholds {
  const all: number[] = [];
  const users = new Map<string, number[]>();
  const clusters = new Map<string, number[]>();
  for (const { user, cluster, score } of heldOut) {
    all.push(score);
    listIn(users, user).push(score);
    listIn(clusters, String(cluster)).push(score);
  }
  const threshold = (scores: readonly number[]): number =>
    quantile(Float64Array.from(scores).sort(), options.percentile);
  const thresholdsOf = (groups: ReadonlyMap<string, readonly number[]>): Record<string, number> => {
    const large = [...groups].filter(([, scores]) => scores.length >= options.leastEvents);
    return Object.fromEntries(large.map(([group, scores]) => [group, threshold(scores)]));
  };
  return {
    ...options,
    global: threshold(all),
    users: thresholdsOf(users),
    clusters: thresholdsOf(clusters),
  };
}

function listIn(groups: Map<string, number[]>, group: string): number[] {
  let list = groups.get(group);
  if (list === undefined) groups.set(group, (list = []));
  return list;
}
