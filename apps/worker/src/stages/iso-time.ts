/** Epoch seconds as people read them: `2026-01-31T10:05:00Z`. */
export function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
