import { z } from 'zod';
import { choice, flag, integer, list, name, text } from '../kinds.ts';
import type { OutputConfig } from '../sidecar-config.ts';
import { connectionKeys } from './connection-keys.ts';

export const outputKeys: z.ZodType<OutputConfig> = z
  .strictObject({
    writers: list(choice(['splunk_kvstore', 'ndjson'], 'A writer.'), 'Where results are written to.').default(
      ['splunk_kvstore'],
    ),
    splunk_kvstore: z
      .strictObject({
        enabled: flag('Set to false to switch this writer off without taking it from the list.').default(
          true,
        ),
        ...connectionKeys,
        app: name('App that holds the collections.').default('ml_sidecar_app'),
        collection: name('Collection of all scored events.').default('auth_events'),
        batch_size: integer('Records sent at once, at most.', { least: 1, most: 50_000 }).default(500),
        history_days: integer(
          'Days that histories (auth_user_thresholds) reach back; 0 keeps all. The newest day stays in any case.',
          { most: 36_500 },
        ).default(400),
        history_records: integer(
          'Records of a history at most, from which the oldest days go first; 0 for no limit.',
        ).default(1_000_000),
        lease_seconds: integer(
          'Seconds without a sign of life after which a run that is writing is taken for dead, and the next may write.',
          { least: 5, most: 3600 },
        ).default(30),
        reader_grace_seconds: integer(
          'Seconds for which the records of the run before stay once this one is published, for those who are reading them.',
          { most: 3600 },
        ).default(5),
      })
      .prefault({})
      .meta({
        description:
          'The server whose KV Store is written. Without base_url, it is the one that is searched, with its credentials.',
      }),
    ndjson: z
      .strictObject({
        directory: text('Folder for one NDJSON file per collection.', 'a path').default('./results'),
      })
      .prefault({})
      .meta({ description: 'Files of results.' }),
  })
  .prefault({})
  .meta({ description: 'Where results go.' });
