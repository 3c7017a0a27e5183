import { numberText } from '../values/number-text.ts';
import { parseNumber } from '../values/parse-number.ts';
import type { EvalValue } from './eval-value.ts';

/** The number a value stands for, NaN if it is none: truth, several values and absence are none. */
export function numberOf(value: EvalValue): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? parseNumber(value) : Number.NaN;
}

/** The text of a single value; null for absence and for several values. */
export function textOf(value: EvalValue): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  return typeof value === 'boolean' ? truthText(value) : null;
}

/** Every value as a text: none for absence, one for a single value. */
export function textsOf(value: EvalValue): readonly string[] {
  if (value === null) return [];
  if (typeof value === 'object') return value;
  return [textOf(value)!];
}

/** Texts as a value: null for none, the text itself for one. */
export function valueOf(texts: readonly string[]): EvalValue {
  return texts.length > 1 ? texts : (texts[0] ?? null);
}

/** A number as a value: what is not a number is absence. */
export function numberOrNull(number: number): EvalValue {
  return Number.isNaN(number) ? null : number;
}

export function truthText(truth: boolean): string {
  return truth ? 'True' : 'False';
}
