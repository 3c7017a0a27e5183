import {
  type AccountKind,
  addToTally,
  type Baseline,
  mergeIntoBaseline,
  type RateState,
} from '@sidecar/features';
import type { BehaviorModel, TrainingSettings } from './behavior-model.ts';
import type { ClusterModel } from './cluster-model.ts';
import { clusterTables } from './cluster-tables.ts';
import { countEvents, createClusterCounter, kindsOf } from './count-behaviour.ts';
import { historyOf } from './history-of.ts';
import { learnFromHeldOut } from './learn-from-held-out.ts';
import { type OrderedObservations, partOf } from './ordered-observations.ts';
import { prepareLayers } from './prepare-layers.ts';

const DAY_MS = 86_400_000;

export interface FitBehaviorOptions {
  readonly settings: TrainingSettings;
  /** The newest so many events are held out, from 0. Of 0, all events are judged by themselves, for want of others. */
  readonly heldOut: number;
  /** The sliding windows after the last event. */
  readonly rateState: RateState;
  /** Lines that were no events. */
  readonly rejected: number;
  /** Chooses the clusters of the events that are not held out. */
  readonly chooseClusters: (
    past: OrderedObservations,
    kindOf: (user: string) => AccountKind,
  ) => Pick<ClusterModel, 'centroids' | 'curve'>;
  /** Length of the spans of time that an event of the training is judged without, in ms. */
  readonly spanFor: (durationMs: number, accounts: number) => number;
}

/**
 * Fits a model: counts and clusters the older events, judges the held-out newest ones by that, learns weights, calibration and
 * thresholds from how they look, and then adds them to what was counted.
 *
 * It yields the name of each step before it, so that whoever drives it can tell and may stop.
 *
 * @param events - At least one, in time order; gone through about ten times.
 */
export function* fitBehavior(
  events: OrderedObservations,
  { settings, heldOut, rateState, rejected, chooseClusters, spanFor }: FitBehaviorOptions,
): Generator<string, BehaviorModel> {
  const { timeZone, percentile, leastEvents } = settings;
  const { size } = events;
  const cut = size - heldOut;
  const [firstTime, lastTime] = [timeAt(events, 0), timeAt(events, size - 1)];

  yield 'counting';
  const baseline = countEvents(events.between(0, cut), timeZone);
  const newer = countEvents(events.between(cut, size), timeZone);
  const kindOf = kindsOf(baseline);
  yield 'clustering';
  const { centroids, curve } = chooseClusters(partOf(events, 0, cut), kindOf);
  yield 'calibrating';
  const clusters = countClusters(events.between(0, cut), baseline, createClusterCounter(centroids, kindOf));
  const lessons = learnFromHeldOut(
    heldOut > 0 ? partOf(events, cut, size) : events,
    prepareLayers(baseline, clusterTables(clusters), kindOf),
    { percentile, leastEvents, eventsPerDay: size / Math.max(1, (lastTime - firstTime) / DAY_MS) },
  );

  yield 'completing';
  mergeIntoBaseline(baseline, newer);
  const accounts = baseline.accounts.size;
  const counter = createClusterCounter(centroids, kindsOf(baseline));
  const spanMs = spanFor(lastTime - firstTime, accounts);
  const history = historyOf(events.between(0, size), spanMs, timeZone, counter.add);
  return {
    preset: 'behavior',
    settings,
    history,
    clusters: { ...counter.clusters(), curve },
    ...lessons,
    rateState,
    training: { events: size, accounts, heldOut, rejected, firstTime, lastTime, notes: [] },
  };
}

/** Counts clusters, of each account as well. */
function countClusters(
  observations: ReturnType<OrderedObservations['between']>,
  { accounts }: Baseline,
  counter: ReturnType<typeof createClusterCounter>,
): ClusterModel {
  for (const observation of observations) {
    const cluster = counter.add(observation);
    addToTally(accounts.get(observation.user)!.clusters, String(cluster), 1);
  }
  return counter.clusters();
}

function timeAt(events: OrderedObservations, place: number): number {
  for (const { time } of events.between(place, place + 1)) return time;
  throw new RangeError(`there is no event ${place} of ${events.size}`);
}
