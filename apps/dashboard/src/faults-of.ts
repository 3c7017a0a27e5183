import { createSchemaBasedOnPresets } from '@splunk/dashboard-definition';
import EnterprisePreset from '@splunk/dashboard-presets/EnterprisePreset';
import Ajv, { type ValidateFunction } from 'ajv';
import type { Definition } from './view.ts';

let validate: ValidateFunction | undefined;

/**
 * What Splunk's own schema, with everything that an Enterprise server offers, has against a definition; empty if nothing.
 *
 * @example
 * faultsOf({ visualizations: { a: { type: 'splunk.pi' } } }); // => ['/visualizations/a/type must be equal to one of the allowed values', …]
 */
export function faultsOf(definition: Definition): readonly string[] {
  validate ??= new Ajv({ allErrors: true, strict: false, logger: false }).compile(
    createSchemaBasedOnPresets(EnterprisePreset),
  );
  if (validate(definition)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}
