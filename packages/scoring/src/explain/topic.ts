import { facetNames, rateNames } from '@sidecar/features';
import {
  FIRST_FACET_LAYER,
  FIRST_ORGANISATION_LAYER,
  FIRST_RATE_LAYER,
  FIRST_SIDE_LAYER,
  HOUR_LAYER,
  layerNames,
  STRANGER_LAYER,
} from '../layer-names.ts';

/** What layers speak about: a facet's own layer, its organisation layer and what a machine thinks of the account are one topic to a reader. */
export type Topic =
  | { readonly code: 'cluster' | 'hour' | 'stranger' }
  | ContextTopic
  | { readonly code: string; readonly facet: number }
  | { readonly code: string; readonly rate: number };

/** What happened shortly before. */
export interface ContextTopic {
  readonly code: string;
  readonly context: 'neighbours' | 'oddDays';
}

export const contextTopics: readonly ContextTopic[] = [
  { code: 'recent_events', context: 'neighbours' },
  { code: 'recent_odd_hours', context: 'oddDays' },
];

/** The topic of each layer, in the order of `layerNames`. */
export const topicOfLayer: readonly Topic[] = topics();

function topics(): Topic[] {
  const cluster: Topic = { code: 'cluster' };
  const hour: Topic = { code: 'hour' };
  const stranger: Topic = { code: 'stranger' };
  const facets = facetNames.map((code, facet): Topic => ({ code, facet }));
  const rates = rateNames.map((code, rate): Topic => ({ code, rate }));
  const sides = [facets[facetNames.indexOf('source')]!, facets[facetNames.indexOf('destination')]!];
  return layerNames.map((_, j) => {
    if (j === STRANGER_LAYER) return stranger;
    if (j < HOUR_LAYER) return cluster;
    if (j === HOUR_LAYER) return hour;
    if (j < FIRST_SIDE_LAYER) return facets[j - FIRST_FACET_LAYER]!;
    if (j < FIRST_RATE_LAYER) return sides[j - FIRST_SIDE_LAYER]!;
    if (j < FIRST_ORGANISATION_LAYER) return rates[j - FIRST_RATE_LAYER]!;
    return facets[j - FIRST_ORGANISATION_LAYER] ?? hour;
  });
}
