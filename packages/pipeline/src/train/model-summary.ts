import type { CurvePoint } from '@sidecar/kmeans-model';
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

export function modelSummary(model: SidecarModel, modelVersion: string, modelPath: string): ModelSummary {
  return { modelVersion, modelPath, ...factsOf(model) };
}

function factsOf(model: SidecarModel): Omit<ModelSummary, 'modelVersion' | 'modelPath'> {
  if (model.preset === 'classic') {
    const { events, userProfiles, k, curve, notes } = model;
    return { trainedOn: events, accounts: Object.keys(userProfiles).length, k, curve, notes };
  }
  const { events, accounts, notes } = model.training;
  const { k, curve } = model.clusters;
  return { trainedOn: events, accounts, k, curve, notes };
}
