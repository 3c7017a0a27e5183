import { facetNames, rateNames } from '@sidecar/features';

/** Layers that judge the event by the cluster it falls into. */
const clusterNames = ['cluster_distance', 'cluster_given_user', 'signature_given_cluster'] as const;
/** Layers that judge the account by the machines it meets. */
const sideLayers = ['account_at_source', 'account_at_destination'] as const;

/**
 * The layers of a score, in order: the cluster's, the hour, each facet given the account, the account given the source and
 * the destination, each rate given the account; then each facet and the hour given the whole organisation; last, a failure of
 * somebody who never succeeded.
 */
export const layerNames: readonly string[] = [
  ...clusterNames,
  'hour',
  ...facetNames,
  ...sideLayers,
  ...rateNames,
  ...facetNames.map((name) => `organisation_${name}`),
  'organisation_hour',
  'stranger',
];

export const HOUR_LAYER: number = clusterNames.length;
export const FIRST_FACET_LAYER: number = HOUR_LAYER + 1;
export const FIRST_SIDE_LAYER: number = FIRST_FACET_LAYER + facetNames.length;
export const FIRST_RATE_LAYER: number = FIRST_SIDE_LAYER + sideLayers.length;
export const FIRST_ORGANISATION_LAYER: number = FIRST_RATE_LAYER + rateNames.length;
export const ORGANISATION_HOUR_LAYER: number = FIRST_ORGANISATION_LAYER + facetNames.length;
export const STRANGER_LAYER: number = ORGANISATION_HOUR_LAYER + 1;

/** Layers that depend on the cluster that an event falls into. */
export const clusterLayers: readonly number[] = [...clusterNames.keys()];
/** Layers that depend on the hour of an event. */
export const hourLayers: readonly number[] = [HOUR_LAYER, ORGANISATION_HOUR_LAYER];
/** Layers that depend on the rates at the time of an event. */
export const rateLayers: readonly number[] = rateNames.map((_, r) => FIRST_RATE_LAYER + r);
/** The other layers: they depend on what an event looks like alone. */
export const lookLayers: readonly number[] = [...layerNames.keys()].filter(
  (j) => !clusterLayers.includes(j) && !hourLayers.includes(j) && !rateLayers.includes(j),
);
