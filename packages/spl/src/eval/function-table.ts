import type { EvalFunction, FunctionFamily } from './eval-function.ts';
import { conditionalFunctions } from './functions/conditional-functions.ts';
import { conversionFunctions } from './functions/conversion-functions.ts';
import { digestFunctions } from './functions/digest-functions.ts';
import { informationalFunctions } from './functions/informational-functions.ts';
import { jsonMakingFunctions } from './functions/json-making-functions.ts';
import { jsonReadingFunctions } from './functions/json-reading-functions.ts';
import { mathematicalFunctions } from './functions/mathematical-functions.ts';
import { multivalueFunctions } from './functions/multivalue-functions.ts';
import { statisticalFunctions } from './functions/statistical-functions.ts';
import { textFunctions } from './functions/text-functions.ts';
import { timeFunctions } from './functions/time-functions.ts';
import { trigonometricFunctions } from './functions/trigonometric-functions.ts';

const all: readonly EvalFunction[] = [
  ...conditionalFunctions,
  ...conversionFunctions,
  ...digestFunctions,
  ...timeFunctions,
  ...informationalFunctions,
  ...jsonMakingFunctions,
  ...jsonReadingFunctions,
  ...mathematicalFunctions,
  ...multivalueFunctions,
  ...statisticalFunctions,
  ...textFunctions,
  ...trigonometricFunctions,
];

const byName = new Map(
  all.flatMap((each) => [each.name, ...(each.aliases ?? [])].map((name) => [name, each] as const)),
);

/** The function of a name, in lower case. */
export function functionNamed(name: string): EvalFunction | undefined {
  return byName.get(name);
}

/** A function as the documentation lists it. */
export interface SupportedFunction {
  readonly name: string;
  readonly family: FunctionFamily;
  readonly meaning: string;
}

/** Every function of `eval` and `where`, by family. */
export const supportedFunctions: readonly SupportedFunction[] = all.flatMap(
  ({ name, aliases = [], family, meaning }) =>
    [name, ...aliases].map((each) => ({ name: each, family, meaning })),
);
