import type { ModelingConfig } from '../config/index.ts';
import { wrongValue } from '../config/wrong-value.ts';

/** @throws ConfigError for another preset than behavior: scores of classic depend on all events at once. */
export function requireBehavior({ modeling }: { readonly modeling: ModelingConfig }): void {
  const { preset } = modeling;
  if (preset === 'behavior') return;
  const expected = 'behavior: the worker scores events as they come, which classic cannot';
  throw wrongValue('modeling.preset', { found: preset, expected });
}
