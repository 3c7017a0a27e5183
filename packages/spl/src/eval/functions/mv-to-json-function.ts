import { jsonText, parseJson } from '../../json/json-value.ts';
import { type EvalFunction, functionOfValues } from '../eval-function.ts';
import { textsOf } from '../values-of.ts';

/**
 * `mv_to_json_array(field, infer_types)`: the values as a JSON array of texts; with `true()` what is JSON by itself, such as
 * a number, is taken as it is.
 *
 * @see Splunk Search Reference, Multivalue eval functions, mv_to_json_array.
 */
export const mvToJsonFunction: EvalFunction = functionOfValues(
  'mv_to_json_array',
  'multivalue',
  {
    meaning: 'The values as a JSON array, of texts unless the second argument is true.',
    takes: ['any', 'boolean'],
    least: 1,
    gives: 'dynamic',
  },
  (value, infersTypes = false) => {
    if (value === null) return null;
    const infer = infersTypes === true;
    return jsonText(textsOf(value).map((text) => (infer ? (parseJson(text) ?? text) : text)));
  },
);
