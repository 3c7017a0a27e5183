import type { FieldValue } from '../row.ts';
import { fieldOf } from '../values/field-text.ts';
import { isJsonObject, jsonFieldText, type JsonValue } from './json-value.ts';

/**
 * Every leaf of a document as a field: `a.b` of nested objects, `a{}` with all values of arrays, `{}` of an array at the top.
 *
 * @example
 * [...flattenJson({ a: { b: 1 }, c: [1, 2] })]; // => [['a.b', '1'], ['c{}', ['1', '2']]]
 */
export function flattenJson(document: JsonValue): Iterable<readonly [name: string, value: FieldValue]> {
  const fields = new Map<string, string[]>();
  collect('', document, fields);
  return [...fields].map(([name, texts]) => [name, fieldOf(texts)!] as const);
}

function collect(name: string, value: JsonValue, fields: Map<string, string[]>): void {
  if (Array.isArray(value)) {
    for (const item of value as readonly JsonValue[]) collect(`${name}{}`, item, fields);
  } else if (isJsonObject(value)) {
    for (const [key, item] of Object.entries(value))
      collect(name === '' ? key : `${name}.${key}`, item, fields);
  } else if (name !== '') {
    const texts = fields.get(name);
    if (texts === undefined) fields.set(name, [jsonFieldText(value)]);
    else texts.push(jsonFieldText(value));
  }
}
