import { type BaselineJson, behaviourColumns, facetNames, rateNames } from '@sidecar/features';
import { layerNames } from '@sidecar/scoring';
import type { SidecarModel } from '../model.ts';
import { ModelError } from './model-error.ts';

/**
 * The content of a model file as a model that this version can score with.
 *
 * @param path - Where it came from, for the message.
 * @throws ModelError `not_a_model` for another preset, `other_features` for a model that looks at events in another way than
 *   this version does.
 */
export function knownModel(model: unknown, path: string): SidecarModel {
  const { preset } = (model ?? {}) as { preset?: unknown };
  if (preset === 'classic') return model as SidecarModel;
  if (preset !== 'behavior') {
    const message = `${path} is a model of preset ${JSON.stringify(preset)}, expected "behavior" or "classic".`;
    throw new ModelError('not_a_model', path, message);
  }
  if (!hasOurFeatures(model as BehaviorParts)) {
    const message = `${path} was trained by another version of Sidecar, with other features; train it anew.`;
    throw new ModelError('other_features', path, message);
  }
  return model as SidecarModel;
}

/** The same, but null for a model that looks at events in another way than this version does. */
export function usableModel(content: unknown, path: string): SidecarModel | null {
  try {
    return knownModel(content, path);
  } catch (error) {
    if (error instanceof ModelError && error.code === 'other_features') return null;
    throw error;
  }
}

/** What is looked at; another version may have had none of it. */
interface BehaviorParts {
  readonly weights?: Readonly<Record<string, number>>;
  readonly clusters?: { readonly centroids?: readonly (readonly number[])[] };
  readonly history?: {
    readonly spans?: readonly {
      readonly baseline: Pick<BaselineJson, 'facetNames' | 'rateNames'> &
        Partial<Pick<BaselineJson, 'counts'>>;
    }[];
  };
}

function hasOurFeatures({ weights, clusters, history }: BehaviorParts): boolean {
  const layers = Object.keys(weights ?? {}).sort();
  const spans = history?.spans ?? [];
  return (
    layers.join() === [...layerNames].sort().join() &&
    clusters?.centroids?.[0]?.length === behaviourColumns.length &&
    spans.length > 0 &&
    spans.every(({ baseline }) => {
      return (
        baseline.facetNames.join() === facetNames.join() &&
        baseline.rateNames.join() === rateNames.join() &&
        Array.isArray(baseline.counts)
      );
    })
  );
}
