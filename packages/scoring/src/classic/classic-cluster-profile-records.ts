import type { AuthEvent } from '@sidecar/events';
import { countBy, indicesBy } from './count-by.ts';
import { isSpecialPurpose } from './is-special-purpose.ts';
import type { ClassicScored } from './score-classic-batch.ts';

/** A record of the collection `auth_cluster_profiles`. */
export interface ClassicClusterProfileRecord {
  readonly _key: string;
  readonly cluster_id: number;
  readonly event_count: number;
  readonly user_count: number;
  /** Share of events whose source is not globally reachable; an absent source is not. */
  readonly private_ip_rate: number;
  /** Share of each signature; `none` where an event has none. */
  readonly signature_distribution: Readonly<Record<string, number>>;
  readonly label: string;
}

/**
 * One record per cluster that has events, by cluster number.
 *
 * @param scored - Line-aligned with `events`.
 */
export function classicClusterProfileRecords(
  events: readonly AuthEvent[],
  scored: readonly ClassicScored[],
): ClassicClusterProfileRecord[] {
  const groups = [...indicesBy(scored, ({ cluster_id }) => cluster_id)].sort(([a], [b]) => a - b);
  return groups.map(([cluster, group]) => {
    const members = group.map((i) => events[i]!);
    const share = (count: number): number => count / members.length;
    const signatures = countBy(members, ({ signature_id }) => String(signature_id ?? 'none'));
    return {
      _key: `cluster_${cluster}`,
      cluster_id: cluster,
      event_count: members.length,
      user_count: new Set(members.map(({ user }) => user)).size,
      private_ip_rate: share(members.filter(({ src }) => isSpecialPurpose(src)).length),
      signature_distribution: Object.fromEntries(Array.from(signatures, ([id, count]) => [id, share(count)])),
      label: `Cluster ${cluster}`,
    };
  });
}
