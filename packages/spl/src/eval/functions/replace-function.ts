import { compileRegex } from '../../regex/compile-regex.ts';
import { expandReplacement } from '../../regex/expand-replacement.ts';
import type { EvalFunction } from '../eval-function.ts';
import type { EvalValue } from '../eval-value.ts';
import { constantText, type Operand } from '../operand.ts';
import { remembered } from '../remembered.ts';
import { textOf, valueOf } from '../values-of.ts';

/**
 * `replace(text, regex, replacement)`: every match replaced; `\1` in the replacement is a group. Of a multivalue, each
 * value.
 *
 * @see Splunk Search Reference, Text functions, replace.
 */
export const replaceFunction: EvalFunction = {
  name: 'replace',
  family: 'text',
  meaning: 'The text with every match of a regular expression replaced; \\1 stands for a group.',
  least: 3,
  most: 3,
  takes: ['any', 'string', 'string'],
  gives: 'dynamic',
  compile: (operands, { command }) => {
    const [subject, pattern, replacement] = operands as [Operand, Operand, Operand];
    const regexOf = remembered((text) => compileRegex(text, { command, flags: 'g' }));
    const expansionOf = remembered(expandReplacement);
    const fixed = constantText(pattern);
    // A pattern that no row changes is wrong before there are rows.
    if (fixed !== undefined) regexOf(fixed);
    return (row) => {
      const value = subject.evaluate(row);
      const regex = textOf(pattern.evaluate(row));
      const text = textOf(replacement.evaluate(row));
      if (value === null || regex === null || text === null) return null;
      return replaceIn(value, regexOf(regex), expansionOf(text));
    };
  },
};

function replaceIn(value: EvalValue, regex: RegExp, expand: ReturnType<typeof expandReplacement>): EvalValue {
  if (typeof value === 'object' && value !== null)
    return valueOf(value.map((text) => text.replace(regex, expand)));
  return textOf(value)!.replace(regex, expand);
}
