import type { Scored } from '../scored.ts';

const techniqueOfCode: Readonly<Record<string, string>> = {
  source_users_failed_1h: 'T1110.003',
  source_users_failed_24h: 'T1110.003',
  network_users_failed_24h: 'T1110.003',
  destination_users_failed_1h: 'T1110.003',
  stranger: 'T1110.003',
  user_failures_1h: 'T1110.001',
  source_failures_1h: 'T1110.001',
  user_tickets_1h: 'T1558.003',
  user_destinations_1h: 'T1021',
  destination: 'T1021',
  destination_kind: 'T1021',
  'source_kind+destination_kind': 'T1021',
  source_user: 'T1134',
  signature: 'T1078',
  source: 'T1078',
  source_network: 'T1078',
  source_kind: 'T1078',
  source_scope: 'T1078',
  user_silence: 'T1078',
  user_sources_1h: 'T1078',
  hour: 'T1078',
  recent_odd_hours: 'T1078',
};

const failureTechniques = new Set(['T1110.001', 'T1110.003']);
const GUESSING = 'T1110';

/**
 * The MITRE ATT&CK technique that the leading reasons hint at, or null. A hint to start from, not a finding: password
 * guessing (T1110.001), spraying (T1110.003), Kerberoasting (T1558.003), remote services (T1021), token manipulation
 * (T1134) or valid accounts (T1078). A failure hints at guessing of some kind (T1110), and nothing else does.
 *
 * @param codes - Codes of the reasons, the largest first.
 * @see https://attack.mitre.org/techniques/enterprise/
 */
export function techniqueHint(codes: readonly string[], { observation }: Scored): string | null {
  if (codes.length === 0) return null;
  const hints = codes.flatMap((code) => techniqueOfCode[code] ?? []);
  const fits = (technique: string): boolean => failureTechniques.has(technique) === observation.failed;
  return hints.find(fits) ?? (observation.failed ? GUESSING : null);
}
