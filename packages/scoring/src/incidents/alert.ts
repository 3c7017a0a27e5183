/** An event that was decided to be an outlier, as far as incidents need it. */
export interface Alert {
  /** Of the event: content-derived, no two alerts share one. */
  readonly key: string;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly time: number;
  readonly user: string;
  /** Address or host name; null where the event names none. */
  readonly src: string | null;
  readonly dest: string | null;
  readonly signature: string | null;
  /** Whether somebody was not let in. */
  readonly failed: boolean;
  /** 0 to 100. */
  readonly score: number;
  /** Share of quiet events that score as high, in (0, 1]. @default 1 - score / 100 */
  readonly pValue?: number | undefined;
  /** Parts of the score, the largest first; may be empty. */
  readonly reasons: readonly { readonly code: string; readonly contribution: number }[];
  /** MITRE ATT&CK technique, or null. */
  readonly technique: string | null;
  readonly sentence: string;
}

/** What an alert is mainly about: the code of its largest reason, `none` where nothing is known. */
export function mainReason({ reasons }: Pick<Alert, 'reasons'>): string {
  return reasons[0]?.code ?? 'none';
}
