import { addressScope } from '@sidecar/events';
import type { KvRecord } from '@sidecar/kvstore-writer';

/** What a risk event says, in the names of Splunk Enterprise Security. */
export interface RiskEvent {
  /** Name of the detection. */
  readonly source: string;
  readonly search_name: string;
  readonly risk_object: string;
  readonly risk_object_type: 'user' | 'system';
  /** 1 to 100. */
  readonly risk_score: number;
  readonly risk_message: string;
  readonly threat_object?: readonly string[];
  readonly threat_object_type?: readonly string[];
  /** MITRE ATT&CK techniques: `annotations.mitre_attack`. */
  readonly techniques: readonly string[];
  readonly user: unknown;
  readonly src: unknown;
  readonly dest: unknown;
  readonly score: unknown;
  readonly run_id: unknown;
  readonly model_version: unknown;
}

const DETECTION = 'Sidecar - Unusual logon';

/**
 * The risk that an outlier adds to its account. A machine account (`HOST$`) is a system.
 *
 * The score is ten for each power of ten by which the event is rarer than ordinary ones: `10 * -log10(p_value)`, so that one in a thousand
 * adds 30 and one in a million 60; 1 at least and 100 at most. The classic formula knows no such chance: there it is half of the score.
 */
export function riskEvent(record: KvRecord): RiskEvent {
  const user = String(record['user']);
  const { p_value: chance, score, sentence, mitre_technique: technique, src, process } = record;
  const raw = typeof chance === 'number' ? -10 * Math.log10(chance) : Number(score) / 2;
  const objects = [
    ...(typeof src === 'string' ? [[src, isAddress(src) ? 'ip_address' : 'system'] as const] : []),
    ...(typeof process === 'string' ? [[process, 'process'] as const] : []),
  ];
  return {
    source: DETECTION,
    search_name: DETECTION,
    risk_object: user,
    risk_object_type: user.endsWith('$') ? 'system' : 'user',
    risk_score: Math.round(Math.min(100, Math.max(1, raw))),
    risk_message: typeof sentence === 'string' ? sentence : `${user} did something unusual`,
    ...(objects.length > 0 && {
      threat_object: objects.map(([object]) => object),
      threat_object_type: objects.map(([, type]) => type),
    }),
    techniques: typeof technique === 'string' ? technique.split(/[,\s]+/).filter((name) => name !== '') : [],
    user,
    src,
    dest: record['dest'],
    score,
    run_id: record['run_id'],
    model_version: record['model_version'],
  };
}

function isAddress(src: string): boolean {
  return !['host', 'none'].includes(addressScope(src));
}
