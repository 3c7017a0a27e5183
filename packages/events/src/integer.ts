import { text } from './text.ts';

/** A field as a whole number from 0 to 999,999,999, given as number or digits, or null. */
export function integer(value: unknown): number | null {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 && value < 1e9 ? value : null;
  const digits = text(value);
  return digits !== null && /^\d{1,9}$/.test(digits) ? Number(digits) : null;
}
