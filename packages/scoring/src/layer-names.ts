import { facetNames, rateNames } from '@sidecar/features';

/** Layers that judge the event by the cluster it falls into. */
const clusterLayers = ['cluster_distance', 'cluster_given_user', 'signature_given_cluster'] as const;
/** Layers that judge the account by the machines it meets. */
const sideLayers = ['account_at_source', 'account_at_destination'] as const;

/**
 * The layers of a score, in order: the cluster's, the hour, each facet given the account, the account given the source and
 * the destination, each rate given the account; then each facet and the hour given the whole organisation; last, a failure of
 * somebody who never succeeded.
 */
export const layerNames: readonly string[] = [
  ...clusterLayers,
  'hour',
  ...facetNames,
  ...sideLayers,
  ...rateNames,
  ...facetNames.map((name) => `organisation_${name}`),
  'organisation_hour',
  'stranger',
];

export const HOUR_LAYER: number = clusterLayers.length;
export const FIRST_FACET_LAYER: number = HOUR_LAYER + 1;
export const FIRST_SIDE_LAYER: number = FIRST_FACET_LAYER + facetNames.length;
export const FIRST_RATE_LAYER: number = FIRST_SIDE_LAYER + sideLayers.length;
export const FIRST_ORGANISATION_LAYER: number = FIRST_RATE_LAYER + rateNames.length;
export const STRANGER_LAYER: number = FIRST_ORGANISATION_LAYER + facetNames.length + 1;
