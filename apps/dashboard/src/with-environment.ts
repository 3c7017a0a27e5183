import type { Definition } from './view.ts';

/** The definition with the tokens that Splunk Web sets of its own accord: `$env:user$`. */
export function withEnvironment(definition: Definition, { user }: { readonly user: string }): Definition {
  const { tokens, ...others } = definition.defaults ?? {};
  return { ...definition, defaults: { ...others, tokens: { ...tokens, env: { user: { value: user } } } } };
}
