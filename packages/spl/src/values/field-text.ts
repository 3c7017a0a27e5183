import type { FieldValue } from '../row.ts';
import { numberText } from './number-text.ts';

/** A field as one text, several values with a blank between; undefined if it is missing. */
export function fieldText(value: FieldValue | undefined): string | undefined {
  if (typeof value === 'string' || value === undefined) return value;
  return typeof value === 'number' ? numberText(value) : value.join(' ');
}

/** Every value of a field as a text; none if it is missing. */
export function fieldTexts(value: FieldValue | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [fieldText(value)!];
}

/** Texts as a field: one of them is the text itself, none is no field. */
export function fieldOf(texts: readonly string[]): FieldValue | undefined {
  return texts.length > 1 ? texts : texts[0];
}
