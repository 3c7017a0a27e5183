import { type JsonValue, parseJson } from '../../json/json-value.ts';
import type { EvalValue } from '../eval-value.ts';
import { textOf } from '../values-of.ts';

/** The document that a value is the text of, if it is JSON. */
export function documentIn(value: EvalValue): JsonValue | undefined {
  const text = textOf(value);
  return text === null ? undefined : parseJson(text);
}
