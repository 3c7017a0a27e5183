import { z } from 'zod';
import { cron, flag, integer, text, timeZone } from '../kinds.ts';
import type { WorkerConfig } from '../worker-config.ts';

export const workerKeys: z.ZodType<WorkerConfig> = z
  .strictObject({
    state_dir: text(
      'Folder that keeps what the worker remembers: how far it has scored, and with which state.',
      'a path',
    ).default('./state'),
    time_zone: timeZone('Where the times of the schedules are taken.').default('UTC'),
    jitter_seconds: integer(
      'Each start is put off by up to so many seconds, so that many workers do not ask Splunk at the same moment.',
      { most: 3600 },
    ).default(5),
    stop_seconds: integer(
      'When asked to stop: how long the work under way may take to finish before it is abandoned.',
      {
        most: 3600,
      },
    ).default(30),
    train: z
      .strictObject({
        enabled: flag(
          'Whether this worker trains; without it, models come from sidecar run or train.',
        ).default(true),
        cron: cron('When a model is trained anew on the time of ingestion.').default('0 3 * * 0'),
        slice_hours: integer('Hours of events that are read and folded as one piece of the training.', {
          least: 1,
          most: 8784,
        }).default(24),
      })
      .prefault({})
      .meta({ description: 'Training.' }),
    score: z
      .strictObject({
        enabled: flag('Whether this worker scores.').default(true),
        cron: cron(
          'When new events are scored: best a little after a window is due, which is lag_seconds after its end.',
        ).default('2-59/5 * * * *'),
        window_seconds: integer(
          'Seconds of index time that are scored, written and confirmed as one piece.',
          {
            least: 1,
            most: 86_400,
          },
        ).default(300),
        lag_seconds: integer(
          'A window is scored so many seconds after its end, as what is indexed can be searched only a little later.',
          { most: 86_400 },
        ).default(60),
        begin_hours: integer('The first time, begin with what was indexed so many hours ago.', {
          most: 8784,
        }).default(24),
        late_hours: integer(
          'How many hours before its window an event may have happened; what arrives later still is not looked for.',
          { least: 1, most: 87_600 },
        ).default(168),
        batch_windows: integer('Windows that are caught up at a time, at most.', {
          least: 1,
          most: 1000,
        }).default(12),
        attempts: integer('A window that fails so often for a reason of its own is set aside and reported.', {
          least: 1,
          most: 100,
        }).default(5),
        history_days: integer(
          'Days that scored events, outliers and incidents stay in the collections; 0 keeps all.',
          {
            most: 36_500,
          },
        ).default(30),
      })
      .prefault({})
      .meta({ description: 'Scoring of new events.' }),
    drift: z
      .strictObject({
        enabled: flag('Whether this worker looks for drift.').default(true),
        cron: cron('When behaviour of late is compared with what the model has learned.').default(
          '30 4 * * *',
        ),
        days: integer('Whole days, in UTC, that are compared.', { least: 1, most: 366 }).default(7),
      })
      .prefault({})
      .meta({ description: 'Drift.' }),
    http: z
      .strictObject({
        enabled: flag('Whether /healthz, /readyz and /metrics are served.').default(true),
        host: text(
          'Address to listen on. Nobody is asked for a password: leave it on loopback unless the network is closed.',
        ).default('127.0.0.1'),
        port: integer('Port to listen on; 0 for any that is free.', { most: 65_535 }).default(9464),
      })
      .prefault({})
      .meta({ description: 'Health and metrics.' }),
  })
  .prefault({})
  .meta({ description: 'The worker, which does all of this by itself.' });
