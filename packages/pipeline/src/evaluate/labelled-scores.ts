/** What the labels say about one attack event. */
export interface AttackEvent {
  /** Position among the scores. */
  readonly index: number;
  /** Kind of attack, such as `password_spray`; null if the labels do not say. */
  readonly scenario: string | null;
  /** Events of one attack share it; null if the labels do not say. */
  readonly incident: string | null;
  /** ATT&CK technique, such as `T1110.003`; null if the labels do not say. */
  readonly technique: string | null;
}

/** Scored events beside their ground truth, as columns: a million events stay small. */
export interface LabelledScores {
  readonly scores: readonly number[];
  /** 1 for an attack, 0 for anything else. */
  readonly labels: readonly number[];
  /** 1 if the event was decided to be an outlier, else 0; null if the records carry no decision. */
  readonly flags: readonly number[] | null;
  /** The attacks among them, in order. */
  readonly attacks: readonly AttackEvent[];
  /** Lines that were rejected when scoring, and are left out together with their labels. */
  readonly rejected: number;
  /** Attacks among the rejected: nobody will find these. */
  readonly rejectedAttacks: number;
  /** Days from the first event to the last, at least 1; null if no event has a time. */
  readonly days: number | null;
}
