import { addressScope, type EventKind, isFailure } from '@sidecar/events';
import type { KvRecord } from '@sidecar/kvstore-writer';
import { circularDay, circularHour } from './circular-hour.ts';

/** Gathers what the events of each cluster have in common. */
export interface ClusterProfiler {
  /** @param slot - Local hour of the week, 0 (Monday 00:00) to 167. */
  add(cluster: number, kind: EventKind, slot: number): void;
  /** `auth_cluster_profiles`, one record per cluster from 0 to k - 1. */
  profiles(): KvRecord[];
}

interface Counts {
  events: number;
  private: number;
  successes: number;
  readonly users: Set<string>;
  readonly signatures: Map<string, number>;
  readonly hours: Float64Array;
}

export function createClusterProfiler(k: number): ClusterProfiler {
  const clusters: Counts[] = Array.from({ length: k }, () => ({
    events: 0,
    private: 0,
    successes: 0,
    users: new Set(),
    signatures: new Map(),
    hours: new Float64Array(168),
  }));
  return {
    add: (cluster, kind, slot) => {
      const counts = clusters[cluster]!;
      const signature = String(kind.signature_id ?? 'none');
      counts.events += 1;
      if (addressScope(kind.src) === 'private') counts.private += 1;
      if (!isFailure(kind)) counts.successes += 1;
      counts.users.add(kind.user);
      counts.signatures.set(signature, (counts.signatures.get(signature) ?? 0) + 1);
      counts.hours[slot]! += 1;
    },
    profiles: () => clusters.map(profile),
  };
}

function profile(counts: Counts, cluster: number): KvRecord {
  const { events, users, signatures, hours } = counts;
  const share = (count: number): number => (events === 0 ? 0 : count / events);
  // Of equals the one that comes first as text, so that the order of events has no say.
  const common = [...signatures].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const successRate = share(counts.successes);
  const privateRate = share(counts.private);
  return {
    _key: `cluster_${cluster}`,
    cluster_id: cluster,
    event_count: events,
    user_count: users.size,
    private_ip_rate: privateRate,
    success_rate: successRate,
    signature_distribution: JSON.stringify(
      Object.fromEntries(common.map(([id, count]) => [id, share(count)])),
    ),
    hour_bin_mean: circularHour(hours).mean,
    dow_mean: circularDay(hours).mean,
    label: events === 0 ? 'empty' : labelOf(common[0]![0], successRate, privateRate),
  };
}

function labelOf(signature: string, successRate: number, privateRate: number): string {
  const outcome = successRate >= 0.9 ? 'success' : successRate <= 0.1 ? 'failure' : 'mixed outcome';
  const source =
    privateRate >= 0.9 ? 'private sources' : privateRate <= 0.1 ? 'other sources' : 'mixed sources';
  return `mostly ${signature}, ${outcome}, ${source}`;
}
