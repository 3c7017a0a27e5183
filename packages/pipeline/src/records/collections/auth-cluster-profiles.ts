import { type Collection, defineCollection } from './collection.ts';
import { replacedFields } from './shared-fields.ts';

export const authClusterProfiles: Collection = defineCollection({
  name: 'auth_cluster_profiles',
  description: 'What the events of each cluster have in common',
  mode: 'replace',
  key: 'Mark of the run, `-`, and `cluster_` with the number',
  fields: {
    cluster_id: ['number', 'Cluster, a whole number from 0'],
    event_count: ['number', 'Events of the run in it, from 0'],
    user_count: ['number', 'Accounts with an event in it, from 0'],
    private_ip_rate: ['number', 'Share of its events from a private address, 0 to 1'],
    success_rate: ['number', 'Share of its events that are no failure, 0 to 1'],
    signature_distribution: ['string', 'JSON: share of each `signature_id`, the most common first'],
    hour_bin_mean: ['number', 'Circular mean of the local hour, 0 to below 24'],
    dow_mean: ['number', 'Circular mean of the local day, 0 (Monday) to below 7'],
    label: ['string', 'What it is, in words'],
    ...replacedFields,
  },
  accelerated: ['cluster_id', 'run_id'],
});
