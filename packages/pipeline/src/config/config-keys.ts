import { keySchema, type KeySchema } from './config-json-schema.ts';

/** One line of the definition. */
export interface ConfigKey {
  readonly path: readonly string[];
  readonly schema: KeySchema;
  /** It holds other keys rather than a value. */
  readonly isSection: boolean;
}

/** Every section and key, each section before what it holds, in the order of the definition. */
export const configKeys: readonly ConfigKey[] = keysUnder(keySchema, []);

function keysUnder({ properties = {} }: KeySchema, path: readonly string[]): ConfigKey[] {
  return Object.entries(properties).flatMap(([key, schema]) => {
    const here = [...path, key];
    const own: ConfigKey = { path: here, schema, isSection: schema.properties !== undefined };
    return [own].concat(keysUnder(schema, here));
  });
}
