import { isJsonObject, type JsonValue, parseJson } from '../../json/json-value.ts';
import { type EvalFunction, type FunctionFamily, functionOfValues } from '../eval-function.ts';
import type { EvalValue, StaticType } from '../eval-value.ts';
import type { Operand } from '../operand.ts';
import { numberOf, textOf } from '../values-of.ts';

const family: FunctionFamily = 'informational';

/**
 * What a value is. A field's text that looks like a number is one, as fields have no types; a literal in quotes is a text.
 */
export const informationalFunctions: readonly EvalFunction[] = [
  ofJson('isarray', 'Whether a value is a JSON array.', (value) => Array.isArray(value)),
  ofType('isbool', 'Whether a value is true or false.', (type) => type === 'Bool'),
  ofType(
    'isdouble',
    'Whether a value is a number with a fraction.',
    (type, value) => type === 'Number' && !Number.isInteger(numberOf(value)),
  ),
  ofType(
    'isint',
    'Whether a value is an integer.',
    (type, value) => type === 'Number' && Number.isInteger(numberOf(value)),
  ),
  functionOfValues('isnotnull', family, truth('Whether there is a value.'), (value) => value !== null),
  functionOfValues('isnull', family, truth('Whether there is no value.'), (value) => value === null),
  ofType('isnum', 'Whether a value is a number.', (type) => type === 'Number'),
  ofJson('isobject', 'Whether a value is a JSON object.', isJsonObject),
  ofType('isstr', 'Whether a value is a text.', (type) => type === 'String'),
  functionOfValues('ismv', family, truth('Whether there are several values.'), (value) =>
    Array.isArray(value),
  ),
  {
    ...ofType('typeof', 'Number, String, Bool, Multivalue, or Invalid for null.', (type) => type),
    gives: 'string',
  },
];

function truth(meaning: string): { meaning: string; takes: readonly ['any']; gives: StaticType } {
  return { meaning, takes: ['any'], gives: 'boolean' };
}

function ofJson(
  name: string,
  meaning: string,
  test: (document: JsonValue | undefined) => boolean,
): EvalFunction {
  return functionOfValues(name, family, truth(meaning), (value) => {
    const text = textOf(value);
    return text === null ? null : test(parseJson(text));
  });
}

type Kind = 'Number' | 'String' | 'Bool' | 'Multivalue' | 'Invalid';

function ofType(
  name: string,
  meaning: string,
  answer: (type: Kind, value: EvalValue) => EvalValue,
): EvalFunction {
  return {
    ...truth(meaning),
    name,
    family,
    least: 1,
    most: 1,
    compile: ([operand]) => {
      const { evaluate, type } = operand as Operand;
      return (row) => {
        const value = evaluate(row);
        return answer(kindOf(value, type), value);
      };
    },
  };
}

function kindOf(value: EvalValue, type: StaticType): Kind {
  if (value === null) return 'Invalid';
  if (typeof value === 'number') return 'Number';
  if (typeof value === 'boolean') return 'Bool';
  if (typeof value === 'object') return 'Multivalue';
  return type === 'string' || Number.isNaN(numberOf(value)) ? 'String' : 'Number';
}
