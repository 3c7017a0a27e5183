import { numberText } from '../values/number-text.ts';

/** A single value as text. */
export function textOf(value: string | number): string {
  return typeof value === 'string' ? value : numberText(value);
}
