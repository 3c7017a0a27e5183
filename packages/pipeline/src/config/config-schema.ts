import { z } from 'zod';
import { alertKeys } from './keys/alert-keys.ts';
import { generalKeys } from './keys/general-keys.ts';
import { ingestionKeys } from './keys/ingestion-keys.ts';
import { modelingKeys } from './keys/modeling-keys.ts';
import { outputKeys } from './keys/output-keys.ts';
import { queueKeys } from './keys/queue-keys.ts';
import { workerKeys } from './keys/worker-keys.ts';
import type { SidecarConfig } from './sidecar-config.ts';

/**
 * The one definition of the configuration: validation, defaults, the JSON Schema for editors, the commented file
 * and the reference in docs/configuration.md all come from it. A key is added in the file of its section, under
 * `keys/`, and in the type that the compiler then asks for.
 */
export const configSchema: z.ZodType<SidecarConfig> = z
  .strictObject({
    general: generalKeys,
    ingestion: ingestionKeys,
    modeling: modelingKeys,
    output: outputKeys,
    worker: workerKeys,
    queue: queueKeys,
    alerts: alertKeys,
  })
  .meta({ title: 'Sidecar configuration' });
