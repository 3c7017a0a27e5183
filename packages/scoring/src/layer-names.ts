import { facetNames, rateNames } from '@sidecar/features';

/** Layers that judge the event by the cluster it falls into. */
const clusterLayers = ['cluster_distance', 'cluster_given_user', 'signature_given_cluster'] as const;

/**
 * The layers of a score, in order: the cluster's, the hour, each facet and each rate given the account, and each facet
 * given the whole organisation.
 */
export const layerNames: readonly string[] = [
  ...clusterLayers,
  'hour',
  ...facetNames,
  ...rateNames,
  ...facetNames.map((name) => `organisation_${name}`),
];

export const HOUR_LAYER: number = clusterLayers.length;
export const FIRST_FACET_LAYER: number = HOUR_LAYER + 1;
export const FIRST_RATE_LAYER: number = FIRST_FACET_LAYER + facetNames.length;
export const FIRST_ORGANISATION_LAYER: number = FIRST_RATE_LAYER + rateNames.length;
