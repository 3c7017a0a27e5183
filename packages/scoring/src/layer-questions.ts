import { facetNames, rateNames } from '@sidecar/features';

/** A question about an event that several layers may answer together. */
export interface LayerQuestion {
  readonly name: string;
  /** How much the answer counts, shared evenly by the layers. */
  readonly votes: number;
  readonly layers: readonly string[];
}

/**
 * The questions a score asks. Each has one vote, however many layers answer it, so that looking at a source in four ways does
 * not make it four times as important. Only the hour has more, being the one thing an attacker with the right name at
 * the right machine still gets wrong; and the kind of behaviour has less, as it repeats in coarse terms what others ask precisely.
 */
export const layerQuestions: readonly LayerQuestion[] = [
  { name: 'when', votes: 1.25, layers: ['hour'] },
  {
    name: 'what',
    votes: 1,
    layers: ['signature', 'signature+process', 'signature+destination_kind', 'signature+source_kind'],
  },
  { name: 'from where', votes: 1, layers: ['source', 'source_network', 'source_kind', 'source_scope'] },
  { name: 'to where', votes: 1, layers: ['destination', 'destination_kind'] },
  { name: 'which way', votes: 1, layers: ['source_kind+destination_kind', 'source_kind+process'] },
  { name: 'by what', votes: 1, layers: ['process'] },
  { name: 'how', votes: 1, layers: ['logon_type', 'authentication_package'] },
  { name: 'on whose behalf', votes: 1, layers: ['source_user'] },
  { name: 'for which service', votes: 1, layers: ['service'] },
  { name: 'who at this source', votes: 1, layers: ['account_at_source'] },
  { name: 'who at this destination', votes: 1, layers: ['account_at_destination'] },
  {
    name: 'how many failures',
    votes: 1,
    layers: rateNames.filter((name) => name.includes('fail')),
  },
  { name: 'who fails without ever having succeeded', votes: 1, layers: ['stranger'] },
  { name: 'how many accounts', votes: 0.6, layers: ['source_users_1h'] },
  {
    name: 'how many machines',
    votes: 1,
    layers: ['user_destinations_1h', 'user_sources_1h', 'user_tickets_1h'],
  },
  { name: 'after what silence', votes: 1, layers: ['user_silence'] },
  {
    name: 'what kind of behaviour',
    votes: 0.3,
    layers: ['cluster_distance', 'cluster_given_user', 'signature_given_cluster'],
  },
  {
    name: 'how rare for the organisation',
    votes: 1,
    layers: [...facetNames.map((name) => `organisation_${name}`), 'organisation_hour'],
  },
];
