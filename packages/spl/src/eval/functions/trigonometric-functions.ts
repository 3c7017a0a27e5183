import { type EvalFunction, functionOfValues } from '../eval-function.ts';
import { numberOf, numberOrNull } from '../values-of.ts';

const meanings = {
  acos: 'Arc cosine',
  acosh: 'Arc hyperbolic cosine',
  asin: 'Arc sine',
  asinh: 'Arc hyperbolic sine',
  atan: 'Arc tangent',
  atanh: 'Arc hyperbolic tangent',
  cos: 'Cosine',
  cosh: 'Hyperbolic cosine',
  sin: 'Sine',
  sinh: 'Hyperbolic sine',
  tan: 'Tangent',
  tanh: 'Hyperbolic tangent',
} as const;

/** Trigonometric and hyperbolic functions, in radians. What is outside of a domain is null. */
export const trigonometricFunctions: readonly EvalFunction[] = [
  ...(Object.keys(meanings) as (keyof typeof meanings)[]).map((name) =>
    functionOfValues(
      name,
      'trigonometric',
      { meaning: `${meanings[name]}, in radians.`, takes: ['number'], gives: 'number' },
      (x) => numberOrNull(Math[name](numberOf(x))),
    ),
  ),
  functionOfValues(
    'atan2',
    'trigonometric',
    {
      meaning: 'Angle of the point x, y, in radians; y comes first.',
      takes: ['number', 'number'],
      gives: 'number',
    },
    (y, x) => numberOrNull(Math.atan2(numberOf(y), numberOf(x))),
  ),
  functionOfValues(
    'hypot',
    'trigonometric',
    { meaning: 'Length of the hypotenuse.', takes: ['number', 'number'], gives: 'number' },
    (x, y) => numberOrNull(Math.hypot(numberOf(x), numberOf(y))),
  ),
];
