import { z } from 'zod';
import { flag, integer, list, number, secret, serverUrl, text } from '../kinds.ts';
import type { AlertsConfig } from '../worker-config.ts';
import { connectionKeys } from './connection-keys.ts';

export const alertKeys: z.ZodType<AlertsConfig> = z
  .strictObject({
    min_risk: number('Incidents of less risk are no alert.', { most: 100 }).default(50),
    quiet_minutes: integer(
      'After an alert the same incident is quiet for so long, whatever joins it; what came in between is told afterwards in one.',
      { most: 525_600 },
    ).default(60),
    stdout: flag('Write alerts to standard output, one JSON object a line.').default(false),
    webhook: z
      .strictObject({
        urls: list(serverUrl('An address.'), 'Addresses that alerts are sent to.').default([]),
        secret: secret(
          'Key that requests are signed with, as Standard Webhooks has it: whsec_ and base64 of 24 to 64 random bytes; better kept out of this file.',
        )
          .meta({ example: '${SIDECAR_WEBHOOK_SECRET}' })
          .optional(),
        secret_file: text('File that holds that key.', 'a path')
          .meta({ example: './webhook-secret' })
          .optional(),
        ca_file: connectionKeys.ca_file,
        insecure: connectionKeys.insecure,
        timeout_seconds: integer('Give up a request that has not been answered for so long.', {
          least: 1,
          most: 300,
        }).default(10),
        attempts: integer('Attempts at once; what fails is sent again with the next windows.', {
          least: 1,
          most: 20,
        }).default(5),
      })
      .prefault({})
      .meta({ description: 'Alerts by HTTP POST, signed.' }),
    hec: flag(
      'Send alerts to the HTTP Event Collector of output.splunk_hec, sourcetype sidecar:alert.',
    ).default(false),
    keep_hours: integer('What cannot be delivered for so long is given up, and reported.', {
      least: 1,
      most: 8784,
    }).default(72),
  })
  .prefault({})
  .meta({ description: 'What is told at once, by the worker.' });
