import type { JsonValue } from '../../json/json-value.ts';
import { parseJson } from '../../json/json-value.ts';
import type { Row } from '../../row.ts';
import type { EvalValue } from '../eval-value.ts';
import type { Operand } from '../operand.ts';
import { numberOf, textOf } from '../values-of.ts';

/**
 * Operands as parts of a JSON document: what a JSON function made is nested, a field's text that looks like a number is
 * one, a multivalue is an array, and any other text is a text.
 */
export function jsonReaders(operands: readonly Operand[]): readonly ((row: Row) => JsonValue)[] {
  return operands.map((operand) => {
    const { evaluate, expression, type } = operand;
    if (expression.kind === 'call' && makesJson.has(expression.name)) {
      return (row) => {
        const text = textOf(evaluate(row));
        return text === null ? null : (parseJson(text) ?? text);
      };
    }
    return (row) => asJson(evaluate(row), type === 'string');
  });
}

const makesJson = new Set([
  'json',
  'json_array',
  'json_delete',
  'json_entries',
  'json_extract',
  'json_extract_exact',
  'json_keys',
  'json_object',
  'json_set',
  'json_set_exact',
  'mv_to_json_array',
]);

function asJson(value: EvalValue, isText: boolean): JsonValue {
  if (typeof value !== 'string') return value;
  const number = isText ? Number.NaN : numberOf(value);
  return Number.isNaN(number) ? value : number;
}
