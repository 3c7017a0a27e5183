import { changeJson } from '../../json/change-json.ts';
import { parseJsonPath } from '../../json/json-path.ts';
import { jsonFieldText, jsonText, type JsonValue } from '../../json/json-value.ts';
import { type EvalFunction, type FunctionFamily, functionOfValues } from '../eval-function.ts';
import type { EvalValue } from '../eval-value.ts';
import { malformedIn } from '../malformed.ts';
import type { Operand } from '../operand.ts';
import { textOf } from '../values-of.ts';
import { documentIn } from './document-in.ts';
import { jsonReaders } from './json-readers.ts';

const family: FunctionFamily = 'JSON';
const many = Number.POSITIVE_INFINITY;

/** Functions that make JSON documents or change them. */
export const jsonMakingFunctions: readonly EvalFunction[] = [
  {
    name: 'json_array',
    family,
    meaning: 'A JSON array of the values.',
    least: 0,
    most: many,
    takes: ['any'],
    gives: 'string',
    compile: (operands) => {
      const items = jsonReaders(operands);
      return (row) => jsonText(items.map((item) => item(row)));
    },
  },
  functionOfValues(
    'json_delete',
    family,
    {
      meaning: 'The JSON without what the paths lead to.',
      takes: ['any', 'string'],
      least: 2,
      most: many,
      gives: 'dynamic',
    },
    (value, ...paths) => {
      let document = documentIn(value);
      if (document === undefined) return null;
      for (const path of paths) document = changed(document, path, () => undefined) ?? document;
      return jsonText(document);
    },
  ),
  {
    name: 'json_object',
    family,
    meaning: 'A JSON object of keys and values.',
    least: 0,
    most: many,
    takes: ['any'],
    gives: 'string',
    compile: (operands, { command }) => {
      if (operands.length % 2 === 1) throw malformedIn(command).badArguments('json_object');
      const items = jsonReaders(operands);
      return (row) => {
        const members: [string, JsonValue][] = [];
        for (let i = 0; i < items.length; i += 2)
          members.push([jsonFieldText(items[i]!(row)), items[i + 1]!(row)]);
        return jsonText(Object.fromEntries(members));
      };
    },
  },
  setting('json_set', 'The JSON with values set where paths lead.', (document, path, value) =>
    changed(document, path, () => value),
  ),
  setting(
    'json_set_exact',
    'The JSON with values set for keys, in which points are just characters.',
    (document, key, value) => {
      const name = textOf(key);
      return name === null ? undefined : changeJson(document, [{ key: name }], () => value);
    },
  ),
];

function setting(
  name: string,
  meaning: string,
  set: (document: JsonValue, place: EvalValue, value: JsonValue) => JsonValue | undefined,
): EvalFunction {
  return {
    name,
    family,
    meaning,
    least: 3,
    most: many,
    takes: ['any'],
    gives: 'dynamic',
    compile: ([target, ...places], { command }) => {
      if (places.length % 2 === 1) throw malformedIn(command).badArguments(name);
      const values = jsonReaders(places);
      return (row) => {
        let document = documentIn(target!.evaluate(row));
        if (document === undefined) return null;
        for (let i = 0; i < places.length; i += 2) {
          document = set(document, (places[i] as Operand).evaluate(row), values[i + 1]!(row)) ?? document;
        }
        return jsonText(document);
      };
    },
  };
}

function changed(
  document: JsonValue,
  path: EvalValue,
  change: () => JsonValue | undefined,
): JsonValue | undefined {
  const steps = parseJsonPath(textOf(path) ?? '');
  return steps === undefined ? undefined : changeJson(document, steps, change);
}
