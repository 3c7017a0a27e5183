import { matchesCidr } from '../../match/cidr.ts';
import { matchesLike } from '../../values/like-pattern.ts';
import { compileRegex } from '../../regex/compile-regex.ts';
import type { EvalFunction, FunctionFamily } from '../eval-function.ts';
import { constantText, type EvalContext, type Evaluate, type Operand } from '../operand.ts';
import { remembered } from '../remembered.ts';
import type { EvalValue } from '../eval-value.ts';
import { textOf } from '../values-of.ts';

const family: FunctionFamily = 'comparison and conditional';

/** A test of texts that is made of a pattern; patterns that are constant are read once, others as they come. */
type Test = (text: string) => boolean;

/** cidrmatch, like and match. Of a multivalue one value must match; null beside null. */
export const matchingFunctions: readonly EvalFunction[] = [
  matching('cidrmatch', 'Whether an address, the second argument, is in a network such as "10.0.0.0/8".', {
    subjectAt: 1,
    patternAt: 0,
    testOf: () => isInNetwork,
  }),
  matching('like', 'Whether a text is as a pattern, in which % is any text and _ any character.', {
    subjectAt: 0,
    patternAt: 1,
    testOf: () => matchesLike,
  }),
  matching('match', 'Whether a regular expression matches somewhere in a text.', {
    subjectAt: 0,
    patternAt: 1,
    testOf: ({ command }) => {
      return (pattern) => {
        const regex = compileRegex(pattern, { command });
        return (text) => regex.test(text);
      };
    },
  }),
];

interface Matching {
  readonly subjectAt: 0 | 1;
  readonly patternAt: 0 | 1;
  readonly testOf: (context: EvalContext) => (pattern: string) => Test;
}

function matching(name: string, meaning: string, { subjectAt, patternAt, testOf }: Matching): EvalFunction {
  return {
    name,
    family,
    meaning,
    least: 2,
    most: 2,
    takes: ['any', 'any'],
    gives: 'boolean',
    compile: (operands, context) =>
      compileMatching(operands[subjectAt]!, operands[patternAt]!, testOf(context)),
  };
}

function compileMatching(subject: Operand, pattern: Operand, testOf: (pattern: string) => Test): Evaluate {
  const fixed = constantText(pattern);
  if (fixed !== undefined) {
    const test = testOf(fixed);
    return (row) => holdsFor(subject.evaluate(row), test);
  }
  const remember = remembered(testOf);
  return (row) => {
    const text = textOf(pattern.evaluate(row));
    return text === null ? null : holdsFor(subject.evaluate(row), remember(text));
  };
}

/** An address alone is the network of just that address; what is no network has nothing in it. */
function isInNetwork(network: string): Test {
  const length = network.includes(':') ? 128 : 32;
  return matchesCidr(network.includes('/') ? network : `${network}/${length}`) ?? (() => false);
}

function holdsFor(value: EvalValue, test: Test): boolean | null {
  if (typeof value === 'string') return test(value);
  if (value === null) return null;
  return typeof value === 'object' ? value.some(test) : test(textOf(value)!);
}
