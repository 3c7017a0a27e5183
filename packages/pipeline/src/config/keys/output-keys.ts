import { z } from 'zod';
import { choice, flag, integer, list, name, secret, serverUrl, text } from '../kinds.ts';
import type { OutputConfig } from '../sidecar-config.ts';
import { connectionKeys } from './connection-keys.ts';

export const outputKeys: z.ZodType<OutputConfig> = z
  .strictObject({
    writers: list(
      choice(['splunk_kvstore', 'ndjson', 'splunk_hec'], 'A writer.'),
      'Where results are written to.',
    ).default(['splunk_kvstore']),
    events: choice(
      ['all', 'outliers'],
      'Which scored events are written to collections and files. outliers: for more events than KV Store can take; what dashboards show of all events is then of the outliers.',
    ).default('all'),
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
    splunk_hec: z
      .strictObject({
        enabled: flag('Set to false to switch this writer off without taking it from the list.').default(
          true,
        ),
        url: serverUrl('HTTP Event Collector, the port of its own.')
          .meta({ example: 'https://splunk.example.com:8088' })
          .optional(),
        token: secret('Token of the collector; better kept out of this file.')
          .meta({ example: '${SPLUNK_HEC_TOKEN}' })
          .optional(),
        token_file: text('File that holds that token.', 'a path').meta({ example: './hec-token' }).optional(),
        ca_file: connectionKeys.ca_file,
        insecure: connectionKeys.insecure,
        index: name('Index that results go to; the token must be allowed to write to it.').default(
          'sidecar_results',
        ),
        risk_index: name('Index that risk events go to instead, such as risk of Enterprise Security.')
          .meta({ example: 'risk' })
          .optional(),
        records: list(
          choice(['events', 'outliers', 'incidents', 'risk'], 'A kind of records.'),
          'What is sent: all scored events, outliers, incidents, risk events of the outliers for risk-based alerting. ' +
            'Each is sent once, an incident again when it has grown.',
          { least: 1 },
        ).default(['outliers', 'incidents', 'risk']),
        batch_size: integer('Events sent at once, at most.', { least: 1, most: 100_000 }).default(1000),
        acknowledge: flag(
          'Wait until the indexers confirm; the token must have indexer acknowledgement on.',
        ).default(false),
        acknowledge_seconds: integer('Longest wait for that, after the last request.', {
          least: 1,
          most: 3600,
        }).default(120),
      })
      .prefault({})
      .meta({ description: 'The HTTP Event Collector, for results as events of an index.' }),
    ndjson: z
      .strictObject({
        directory: text('Folder for one NDJSON file per collection.', 'a path').default('./results'),
      })
      .prefault({})
      .meta({ description: 'Files of results.' }),
  })
  .prefault({})
  .meta({ description: 'Where results go.' });
