import type { CurvePoint } from '@sidecar/kmeans-model';
import { budgetBounds, type BudgetBounds } from '@sidecar/scoring';
import type { ModelingConfig } from '../config/index.ts';
import type { SidecarModel } from '../model.ts';

/** What a person wants to know of a model. */
export interface ModelSummary {
  /** Empty if there is no model, for want of events. */
  readonly modelVersion: string;
  readonly modelPath: string;
  /** Events that it was trained on. */
  readonly trainedOn: number;
  readonly accounts: number;
  /** The chosen number of clusters. */
  readonly k: number;
  /** Every number of clusters that was tried. */
  readonly curve: readonly CurvePoint[];
  /** Sentences about what was left out or is out of the ordinary. */
  readonly notes: readonly string[];
  /** What the budget of alerts promises; null without a budget. */
  readonly promise: BudgetPromise | null;
}

/** Alerts of one day and of a week like those of the training, without attacks, 99 of 100 times. */
export interface BudgetPromise {
  readonly alertsPerDay: number;
  readonly day: BudgetBounds;
  readonly week: BudgetBounds;
}

export const noModel: ModelSummary = {
  modelVersion: '',
  modelPath: '',
  trainedOn: 0,
  accounts: 0,
  k: 0,
  curve: [],
  notes: [],
  promise: null,
};

/** @param modeling - How outliers are decided; without it nothing is promised. */
export function modelSummary(
  model: SidecarModel,
  modelVersion: string,
  modelPath: string,
  modeling?: Pick<ModelingConfig, 'outlier_mode' | 'alerts_per_day'>,
): ModelSummary {
  const isBudget = modeling?.outlier_mode === 'budget';
  const promise = isBudget ? promiseOf(model, modeling.alerts_per_day) : null;
  return { modelVersion, modelPath, ...factsOf(model), promise };
}

/** The classic formula knows no budget. */
function promiseOf(model: SidecarModel, alertsPerDay: number): BudgetPromise | null {
  if (model.preset === 'classic') return null;
  const [day, week] = [1, 7].map((days) => budgetBounds(model.alertRates, { alertsPerDay, days }));
  return { alertsPerDay, day: day!, week: week! };
}

function factsOf(model: SidecarModel): Omit<ModelSummary, 'modelVersion' | 'modelPath' | 'promise'> {
  if (model.preset === 'classic') {
    const { events, userProfiles, k, curve, notes } = model;
    return { trainedOn: events, accounts: Object.keys(userProfiles).length, k, curve, notes };
  }
  const { events, accounts, notes } = model.training;
  const { k, curve } = model.clusters;
  return { trainedOn: events, accounts, k, curve, notes };
}
