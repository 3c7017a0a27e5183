import { numberText, type FieldValue } from '@sidecar/spl';

/** One value as text: of several the first. */
export function textOf(value: FieldValue): string {
  if (typeof value === 'number') return numberText(value);
  return typeof value === 'object' ? (value[0] ?? '') : value;
}
