import type { CurvePoint } from '@sidecar/kmeans-model';
import type { BehaviorModel } from '@sidecar/scoring';

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
}

export const noModel: ModelSummary = {
  modelVersion: '',
  modelPath: '',
  trainedOn: 0,
  accounts: 0,
  k: 0,
  curve: [],
  notes: [],
};

export function modelSummary(model: BehaviorModel, modelVersion: string, modelPath: string): ModelSummary {
  const { clusters, baseline, training } = model;
  return {
    modelVersion,
    modelPath,
    trainedOn: training.events,
    accounts: baseline.accounts.length,
    k: clusters.k,
    curve: clusters.curve,
    notes: training.notes,
  };
}
