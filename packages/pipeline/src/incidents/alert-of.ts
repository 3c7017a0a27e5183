import { type AuthEvent, isFailure } from '@sidecar/events';
import type { Alert } from '@sidecar/scoring';

/** An outlier: the event, its key, and what scoring said of it. Nothing about the latter is certain, as it may come from a file. */
export interface Outlier {
  readonly key: string;
  readonly event: AuthEvent;
  readonly scoreFields: {
    readonly behavior_outlier?: unknown;
    readonly score?: unknown;
    readonly final_anomaly_score?: unknown;
    readonly p_value?: unknown;
    readonly reasons?: unknown;
    readonly sentence?: unknown;
    readonly mitre_technique?: unknown;
  };
}

/** What incidents need of an outlier. The preset `classic` gives no p-value, reasons or sentence. */
export function alertOf({ key, event, scoreFields }: Outlier): Alert {
  const { score, final_anomaly_score: final, p_value: p, sentence, mitre_technique: technique } = scoreFields;
  const { time, user, src, dest, signature, signature_id } = event;
  return {
    key,
    time,
    user,
    src,
    dest,
    signature: signature ?? (signature_id === null ? null : String(signature_id)),
    failed: isFailure(event),
    score: Math.min(100, Math.max(0, numberOr(0, score ?? 100 * numberOr(0, final)))),
    ...(typeof p === 'number' && p > 0 && p <= 1 && { pValue: p }),
    reasons: reasonsOf(scoreFields.reasons),
    technique: typeof technique === 'string' && technique !== '' ? technique : null,
    sentence: typeof sentence === 'string' ? sentence : '',
  };
}

function reasonsOf(reasons: unknown): Alert['reasons'] {
  if (!Array.isArray(reasons)) return [];
  return reasons.flatMap((reason: { readonly code?: unknown; readonly contribution?: unknown } | null) => {
    const { code, contribution } = reason ?? {};
    return typeof code === 'string' && typeof contribution === 'number' && contribution >= 0
      ? [{ code, contribution }]
      : [];
  });
}

function numberOr(otherwise: number, value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}
