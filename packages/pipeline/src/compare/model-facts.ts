import { type BehaviorModel, historyBaseline } from '@sidecar/scoring';
import type { SidecarModel } from '../model.ts';
import { modelSummary } from '../train/model-summary.ts';

/** A model with the names that it goes by. */
export interface NamedModel {
  readonly model: SidecarModel;
  readonly version: string;
  /** ISO time, if it is known. */
  readonly createdAt?: string | undefined;
}

/** What can be compared of a model. */
export interface ModelFacts {
  /** By name, in an order to show them in; null for what a model of its preset does not have. */
  readonly facts: ReadonlyMap<string, string | number | null>;
  readonly settings: ReadonlyMap<string, unknown>;
  readonly accounts: ReadonlySet<string>;
  /** Silhouette of every k that was tried. */
  readonly curve: ReadonlyMap<number, number>;
  /** Weight of every layer; none for a classic model. */
  readonly weights: ReadonlyMap<string, number>;
  readonly notes: readonly string[];
}

export function modelFacts({ model, version, createdAt }: NamedModel): ModelFacts {
  const { trainedOn, k, curve, notes } = modelSummary(model, version, '');
  const isClassic = model.preset === 'classic';
  const accounts = isClassic ? new Set(Object.keys(model.userProfiles)) : accountsOf(model);
  const chosen = curve.find((point) => point.k === k);
  return {
    facts: new Map<string, string | number | null>([
      ['preset', model.preset],
      ['created', createdAt ?? null],
      ['events', trainedOn],
      ['accounts', accounts.size],
      ['clusters', k],
      ['silhouette', chosen?.silhouette ?? null],
      ...(isClassic ? [] : behaviorFacts(model)),
    ]),
    settings: new Map(Object.entries(model.settings)),
    accounts,
    curve: new Map(curve.map((point) => [point.k, point.silhouette])),
    weights: new Map(isClassic ? [] : Object.entries(model.weights)),
    notes,
  };
}

function behaviorFacts({ training, thresholds, calibration }: BehaviorModel): [string, string | number][] {
  return [
    ['first event', new Date(training.firstTime).toISOString()],
    ['last event', new Date(training.lastTime).toISOString()],
    ['events a day', thresholds.eventsPerDay],
    ['held out', training.heldOut],
    ['calibrated on', calibration.events],
    ['threshold of all', thresholds.global],
    ['accounts with a threshold', Object.keys(thresholds.users).length],
    ['clusters with a threshold', Object.keys(thresholds.clusters).length],
  ];
}

function accountsOf({ history, settings }: BehaviorModel): Set<string> {
  return new Set(historyBaseline(history, settings.timeZone).accounts.keys());
}
