import { parseJsonPath, selectJson } from '../../json/json-path.ts';
import { isJsonObject, jsonFieldText, jsonText, type JsonValue } from '../../json/json-value.ts';
import { type EvalFunction, type FunctionFamily, functionOfValues } from '../eval-function.ts';
import type { EvalValue } from '../eval-value.ts';
import { textOf, valueOf } from '../values-of.ts';
import { documentIn } from './document-in.ts';

const family: FunctionFamily = 'JSON';
const many = Number.POSITIVE_INFINITY;

/** Functions that look into JSON documents, which are texts. What is no JSON is null. */
export const jsonReadingFunctions: readonly EvalFunction[] = [
  functionOfValues(
    'json',
    family,
    { meaning: 'The value if it is JSON, else null.', takes: ['any'], gives: 'dynamic' },
    (value) => (documentIn(value) === undefined ? null : value),
  ),
  functionOfValues(
    'json_array_to_mv',
    family,
    {
      meaning:
        'The elements of a JSON array as a multivalue; texts keep their quotes if the second argument is true.',
      takes: ['any', 'boolean'],
      least: 1,
      gives: 'dynamic',
    },
    (value, keepsQuotes = false) => {
      const items = documentIn(value);
      if (!Array.isArray(items)) return null;
      return valueOf((items as readonly JsonValue[]).map(keepsQuotes === true ? jsonText : jsonFieldText));
    },
  ),
  functionOfValues(
    'json_entries',
    family,
    { meaning: 'A JSON array of the key and value of each member.', takes: ['any'], gives: 'dynamic' },
    (value) => {
      const document = documentIn(value);
      if (!isJsonObject(document)) return null;
      return jsonText(Object.entries(document).map(([key, item]) => ({ key, value: item })));
    },
  ),
  functionOfValues(
    'json_extract',
    family,
    {
      meaning: 'What a path leads to, a JSON array for several paths, all without one.',
      takes: ['any', 'string'],
      least: 1,
      most: many,
      gives: 'dynamic',
    },
    (value, ...paths) =>
      extracted(value, paths, (document, path) => {
        const steps = parseJsonPath(path);
        if (steps === undefined) return undefined;
        const found = selectJson(document, steps);
        return steps.some((step) => 'all' in step) && found.length > 0 ? found : found[0];
      }),
  ),
  functionOfValues(
    'json_extract_exact',
    family,
    {
      meaning: 'The values of keys, in which points are just characters.',
      takes: ['any', 'string'],
      least: 1,
      most: many,
      gives: 'dynamic',
    },
    (value, ...keys) => extracted(value, keys, memberOf),
  ),
  functionOfValues(
    'json_has_key_exact',
    family,
    { meaning: 'Whether a JSON object has a key.', takes: ['any', 'string'], gives: 'boolean' },
    (value, key = null) => {
      const document = documentIn(value);
      const name = textOf(key);
      return document === undefined || name === null ? null : memberOf(document, name) !== undefined;
    },
  ),
  functionOfValues(
    'json_keys',
    family,
    { meaning: 'The keys of a JSON object, as a JSON array.', takes: ['any'], gives: 'dynamic' },
    (value) => {
      const document = documentIn(value);
      return isJsonObject(document) ? jsonText(Object.keys(document)) : null;
    },
  ),
  functionOfValues(
    'json_valid',
    family,
    { meaning: 'Whether a text is JSON.', takes: ['any'], gives: 'boolean' },
    (value) => (value === null ? null : documentIn(value) !== undefined),
  ),
];

/** `spath(value, path)`, which belongs to the text functions. */
export const spathFunction: EvalFunction = functionOfValues(
  'spath',
  'text',
  {
    meaning: 'What a path leads to in a JSON document; several values for {}.',
    takes: ['any', 'string'],
    gives: 'dynamic',
  },
  (value, path = null) => {
    const document = documentIn(value);
    const steps = parseJsonPath(textOf(path) ?? '');
    if (document === undefined || steps === undefined) return null;
    return valueOf(selectJson(document, steps).map(jsonFieldText));
  },
);

function memberOf(document: JsonValue, key: string): JsonValue | undefined {
  return isJsonObject(document) && Object.hasOwn(document, key) ? document[key] : undefined;
}

function extracted(
  value: EvalValue,
  paths: readonly EvalValue[],
  find: (document: JsonValue, path: string) => JsonValue | undefined,
): EvalValue {
  const document = documentIn(value);
  if (document === undefined) return null;
  const found = paths.map((path) => find(document, textOf(path) ?? ''));
  if (paths.length === 0) return jsonFieldText(document);
  if (paths.length > 1) return jsonText(found.map((item) => item ?? null));
  const [only] = found;
  return only === undefined || only === null ? null : typeof only === 'number' ? only : jsonFieldText(only);
}
