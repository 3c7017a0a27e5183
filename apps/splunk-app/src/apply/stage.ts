/** Stages of a search that each set fields, one assignment after the other, so that a later one may read what an earlier one set. */
export function evalStage(...assignments: readonly string[]): string {
  return `eval ${assignments.join(',\n  ')}`;
}

/** Stages one after the other. */
export function pipeline(...stages: readonly string[]): string {
  return stages.join('\n| ');
}
