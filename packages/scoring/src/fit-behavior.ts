import {
  type AccountKind,
  addToTally,
  type Baseline,
  baselineToJson,
  BEHAVIOUR_ROWS,
  mergeIntoBaseline,
  type RateState,
} from '@sidecar/features';
import type { BehaviorModel, TrainingSettings } from './behavior-model.ts';
import type { ClusterModel } from './cluster-model.ts';
import { clusterTables } from './cluster-tables.ts';
import { behaviourCodes } from './behaviour-codes.ts';
import { type ClusterCounter, createClusterCounter, kindsOf } from './count-behaviour.ts';
import { createColumnCounter } from './count-columns.ts';
import { codedHistory } from './history/coded-history.ts';
import { historyOf } from './history/history-of.ts';
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
  /**
   * Chooses the clusters of the events that are not held out, given how many have each behaviour row, by its number
   * (`behaviourRowOf`).
   */
  readonly chooseClusters: (rows: ReadonlyMap<number, number>) => Pick<ClusterModel, 'centroids' | 'curve'>;
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
  const counter = createColumnCounter(events, timeZone);
  for (const columns of events.columns(0, cut)) counter.add(columns);
  const baseline = counter.take();
  const kindOf = kindsOf(baseline);
  yield 'clustering';
  const { centroids, curve } = chooseClusters(rowsOf(events, cut, kindOf));
  yield 'calibrating';
  const past = createClusterCounter(events, centroids, kindOf);
  addClusters(baseline, events, cut, past);
  const older = codedHistory([baselineToJson(baseline)], timeZone);
  const lessons = learnFromHeldOut(
    heldOut > 0 ? partOf(events, cut, size) : events,
    prepareLayers(older, older.all, clusterTables(past.clusters()), kindOf),
    { percentile, leastEvents, eventsPerDay: size / Math.max(1, (lastTime - firstTime) / DAY_MS) },
  );

  yield 'completing';
  for (const columns of events.columns(cut, size)) counter.add(columns);
  mergeIntoBaseline(baseline, counter.take());
  const accounts = baseline.accounts.size;
  const all = createClusterCounter(events, centroids, kindsOf(baseline));
  const spanMs = spanFor(lastTime - firstTime, accounts);
  const history = historyOf(events, spanMs, timeZone, centroids.length, all.add);
  return {
    preset: 'behavior',
    settings,
    history,
    clusters: { ...all.clusters(), curve },
    ...lessons,
    rateState,
    training: { events: size, accounts, heldOut, rejected, firstTime, lastTime, notes: [] },
  };
}

/** Events by number of their behaviour row, in the order in which rows were first seen. */
function rowsOf(
  events: OrderedObservations,
  cut: number,
  kindOf: (user: string) => AccountKind,
): Map<number, number> {
  const codeOf = behaviourCodes(events, kindOf);
  const counts = new Float64Array(BEHAVIOUR_ROWS);
  const seen: number[] = [];
  for (const columns of events.columns(0, cut)) {
    for (let i = 0; i < columns.size; i++) {
      const code = codeOf(columns, i);
      if (counts[code] === 0) seen.push(code);
      counts[code]! += 1;
    }
  }
  return new Map(seen.map((code) => [code, counts[code]!]));
}

/** Counts clusters, of each account as well. */
function addClusters(
  { accounts }: Baseline,
  events: OrderedObservations,
  cut: number,
  counter: ClusterCounter,
): void {
  const ofAccounts = new Map<string, AccountClusters>();
  const ofLooks: (AccountClusters | undefined)[] = Array.from({ length: events.looks });
  const clustersOf = (look: number): AccountClusters => {
    const { user } = events.lookAt(look);
    const found = ofAccounts.get(user) ?? { seen: [], events: [] };
    ofAccounts.set(user, found);
    return found;
  };
  for (const columns of events.columns(0, cut)) {
    for (let i = 0; i < columns.size; i++) {
      const cluster = counter.add(columns, i);
      const account = (ofLooks[columns.looks[i]!] ??= clustersOf(columns.looks[i]!));
      if (account.events[cluster] === undefined) {
        account.seen.push(cluster);
        account.events[cluster] = 0;
      }
      account.events[cluster]! += 1;
    }
  }
  for (const [user, { seen, events: counts }] of ofAccounts) {
    const { clusters } = accounts.get(user)!;
    for (const cluster of seen) addToTally(clusters, String(cluster), counts[cluster]!);
  }
}

/** Events of an account by cluster, and the clusters in the order in which they were first seen. */
interface AccountClusters {
  readonly seen: number[];
  readonly events: number[];
}

function timeAt(events: OrderedObservations, place: number): number {
  for (const { time } of events.between(place, place + 1)) return time;
  throw new RangeError(`there is no event ${place} of ${events.size}`);
}
