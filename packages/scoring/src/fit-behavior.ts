import { type AccountKind, type BaselineJson, BEHAVIOUR_ROWS, type RateState } from '@sidecar/features';
import type { BehaviorModel, History, TrainingSettings } from './behavior-model.ts';
import type { ClusterModel } from './cluster-model.ts';
import { clusterTables } from './cluster-tables.ts';
import { behaviourCodes } from './counting/behaviour-codes.ts';
import { type ClusterCounter, createClusterCounter } from './counting/cluster-counter.ts';
import { createColumnCounter } from './counting/count-columns.ts';
import { historyOf } from './counting/history-of.ts';
import { codedHistory, type CodedHistory } from './history/coded-history.ts';
import type { Column } from './history/column.ts';
import { createColumnBuilder } from './history/column-builder.ts';
import { kindsIn } from './history/kinds-in.ts';
import { type HeldOutLessons, learnFromHeldOut } from './learn-from-held-out.ts';
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
  options: FitBehaviorOptions,
): Generator<string, BehaviorModel> {
  const { settings, heldOut, rateState, rejected } = options;
  const { size } = events;
  const [firstTime, lastTime] = [timeAt(events, 0), timeAt(events, size - 1)];
  const { older, centroids, curve, lessons } = yield* learn(events, lastTime - firstTime, options);
  yield 'completing';
  const { accounts, spans, clusters } = complete(events, lastTime - firstTime, older, centroids, options);
  return {
    preset: 'behavior',
    settings,
    history: spans,
    clusters: { ...clusters, curve },
    ...lessons,
    rateState,
    training: { events: size, accounts, heldOut, rejected, firstTime, lastTime, notes: [] },
  };
}

/** What the older events, and the held-out ones judged by these, teach. */
interface Learned extends Pick<ClusterModel, 'centroids' | 'curve'> {
  /** Counts of the older events. */
  readonly older: BaselineJson;
  readonly lessons: HeldOutLessons;
}

/** Everything that it needs on the way is gone afterwards: of many accounts that is much. */
function* learn(
  events: OrderedObservations,
  durationMs: number,
  { settings, heldOut, chooseClusters }: FitBehaviorOptions,
): Generator<string, Learned> {
  const { timeZone, percentile, leastEvents } = settings;
  const { size } = events;
  const cut = size - heldOut;
  yield 'counting';
  const older = counted(events, 0, cut, timeZone);
  const history = codedHistory([older], timeZone);
  const kindOf = kindsIn(history);
  yield 'clustering';
  const { centroids, curve } = chooseClusters(rowsOf(events, cut, kindOf));
  yield 'calibrating';
  const counter = createClusterCounter(events, centroids, kindOf);
  const counts = { ...history.all, clusters: clustersOf(events, cut, history, counter, centroids.length) };
  const lessons = learnFromHeldOut(
    heldOut > 0 ? partOf(events, cut, size) : events,
    prepareLayers(history, counts, clusterTables(counter.clusters()), kindOf),
    { percentile, leastEvents, eventsPerDay: size / Math.max(1, durationMs / DAY_MS) },
  );
  return { older, centroids, curve, lessons };
}

/** Counts all events anew, span by span, in clusters. */
function complete(
  events: OrderedObservations,
  durationMs: number,
  older: BaselineJson,
  centroids: ClusterModel['centroids'],
  { settings: { timeZone }, heldOut, spanFor }: FitBehaviorOptions,
): { accounts: number; spans: History; clusters: ClusterModel } {
  const kinds = kindsOfAll([older, counted(events, events.size - heldOut, events.size, timeZone)], timeZone);
  const counter = createClusterCounter(events, centroids, (user) => kinds.get(user)!);
  const spanMs = spanFor(durationMs, kinds.size);
  const spans = historyOf(events, spanMs, timeZone, centroids.length, counter.add);
  return { accounts: kinds.size, spans, clusters: counter.clusters() };
}

function counted(events: OrderedObservations, from: number, to: number, timeZone: string): BaselineJson {
  const counter = createColumnCounter(events, timeZone);
  for (const columns of events.columns(from, to)) counter.add(columns);
  return counter.take();
}

/** The kind of each account. */
function kindsOfAll(parts: readonly BaselineJson[], timeZone: string): Map<string, AccountKind> {
  const history = codedHistory(parts, timeZone);
  const kindOf = kindsIn(history);
  return new Map(history.accounts.map((user) => [user, kindOf(user)]));
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

/** Counts clusters, and those of each account of a history. */
function clustersOf(
  events: OrderedObservations,
  cut: number,
  { accounts, rowOf }: CodedHistory,
  counter: ClusterCounter,
  k: number,
): Column {
  const rows = new Int32Array(events.looks).fill(-1);
  const counts = new Uint32Array(accounts.length * k);
  for (const columns of events.columns(0, cut)) {
    for (let i = 0; i < columns.size; i++) {
      const look = columns.looks[i]!;
      if (rows[look]! < 0) rows[look] = rowOf(events.lookAt(look).user);
      counts[rows[look]! * k + counter.add(columns, i)]! += 1;
    }
  }
  const builder = createColumnBuilder(1);
  for (let row = 0; row < accounts.length; row++) {
    for (let cluster = 0; cluster < k; cluster++) {
      const count = counts[row * k + cluster]!;
      if (count > 0) builder.add(0, cluster, count, false);
    }
    builder.closeRow();
  }
  return builder.column();
}

function timeAt(events: OrderedObservations, place: number): number {
  for (const { time } of events.between(place, place + 1)) return time;
  throw new RangeError(`there is no event ${place} of ${events.size}`);
}
