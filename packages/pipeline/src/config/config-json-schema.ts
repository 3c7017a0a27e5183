import { z } from 'zod';
import { configSchema } from './config-schema.ts';

/** What of JSON Schema a description of the configuration uses, with three words of our own. */
export interface KeySchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, KeySchema>>;
  readonly items?: KeySchema;
  /** What may stand here, in words. */
  readonly expected?: string;
  /** Something that could stand here, for a key without a default. */
  readonly example?: string;
  /** The value is never to be shown. */
  readonly secret?: true;
}

/** The definition as data, with `expected`, `example` and `secret`: what faults, the commented file and the reference read. */
export const keySchema: KeySchema = z.toJSONSchema(configSchema, {
  io: 'input',
  override: ({ zodSchema, jsonSchema }) => {
    if (zodSchema instanceof z.ZodDefault) jsonSchema.default = zodSchema.def.defaultValue as never;
    if (zodSchema instanceof z.ZodPrefault) delete jsonSchema.default;
  },
}) as KeySchema;

/**
 * JSON Schema (draft 2020-12) of the configuration file, for editors that complete and check YAML. Wherever it
 * asks for something other than text, `${NAME}` may stand as well. Kept in schema/sidecar.schema.json.
 */
export function configJsonSchema(): Record<string, unknown> {
  return JSON.parse(JSON.stringify(keySchema), (key, value: unknown) => {
    // A key of the configuration may have such a name as well.
    if (ownWords.has(key) && !isRecord(value)) return undefined;
    return isRecord(value) && takesReference(value) ? withReference(value) : value;
  }) as Record<string, unknown>;
}

const ownWords = new Set(['expected', 'example', 'secret']);

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function takesReference({ type, enum: options }: Record<string, unknown>): boolean {
  return type === 'number' || type === 'integer' || type === 'boolean' || Array.isArray(options);
}

function withReference({
  description,
  default: initial,
  ...rest
}: Record<string, unknown>): Record<string, unknown> {
  return {
    description,
    default: initial,
    anyOf: [rest, { type: 'string', pattern: '\\$\\{\\w+(:-[^}]*)?\\}' }],
  };
}
