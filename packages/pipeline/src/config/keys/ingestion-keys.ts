import { z } from 'zod';
import { choice, flag, integer, list, name, number, splunkTime, text } from '../kinds.ts';
import type { IngestionConfig } from '../sidecar-config.ts';
import { connectionKeys } from './connection-keys.ts';

export const ingestionKeys: z.ZodType<IngestionConfig> = z
  .strictObject({
    source: choice(['splunk', 'files'], 'Where events are read from.').default('splunk'),
    mode: choice(
      ['raw', 'summary', 'datamodel'],
      'With source splunk: raw reads the events of query; summary reads what the saved search of the app has summarised, the same events in far fewer rows; ' +
        'datamodel reads the data model Authentication of Splunk CIM: whole seconds, and only what the model has (docs/summaries.md).',
    ).default('raw'),
    files: list(
      text('A file.', 'a path'),
      'With source files: NDJSON files to read in this order, gzip or not; - is standard input.',
    ).default([]),
    query: text('With mode raw: what to search for, in SPL without the word search.').default(
      'index = ml_sidecar sourcetype = ml:sidecar:json',
    ),
    earliest: splunkTime('With source splunk: first time of the window, included.').default('-90d'),
    latest: splunkTime('With source splunk: end of the window, not included.').default('now'),
    index_earliest: splunkTime(
      'With mode raw: only events indexed from this time on, for those that arrive late.',
    ).optional(),
    index_latest: splunkTime('With mode raw: only events indexed before this time.').optional(),
    windows: choice(
      ['auto', 'always', 'never'],
      'With mode raw: whether the time is read window by window, so that a broken connection repeats one window. auto: if every command of the query treats events one by one and none sets a time; always: also with macros, which cannot be seen through; never: one search for the whole time.',
    ).default('auto'),
    window_rows: integer(
      'Events of a window at most; windows are as long as that allows. They are held in memory.',
      { least: 100, most: 1_000_000 },
    ).default(20_000),
    parallel: integer(
      'Windows read at the same time at most. The search quota of the role less one bounds it too.',
      { least: 1, most: 16 },
    ).default(1),
    max_rejected_share: number(
      'Share of rows that may be unusable before the run counts as partial (exit code 4).',
      {
        most: 1,
      },
    ).default(0.05),
    summary: z
      .strictObject({
        index: name('Index that summaries are in.').default('sidecar_summary'),
        on_gap: choice(
          ['refuse', 'warn'],
          'What to do when an hour of the time has no complete summary: end without a run, or tell and learn without it.',
        ).default('refuse'),
        lag_hours: integer(
          'Hours before the end of the time that need no summary yet; the time ends with the last hour that has one then.',
          { most: 168 },
        ).default(3),
      })
      .prefault({})
      .meta({ description: 'With mode summary: what is read, whole hours only.' }),
    datamodel: z
      .strictObject({
        summaries_only: flag(
          'Read only what acceleration of the data model has summarised: fast, but without the last minutes.',
        ).default(false),
      })
      .prefault({})
      .meta({ description: 'With mode datamodel: how it is read, whole hours only.' }),
    splunk: z
      .strictObject({
        ...connectionKeys,
        app: name('App whose macros and lookups the search sees.').default('search'),
        owner: name('User whose private macros and lookups the search sees; nobody for none.').default(
          'nobody',
        ),
        idle_timeout_seconds: integer('Give up when the server has sent nothing for this long.', {
          least: 1,
          most: 86_400,
        }).default(300),
      })
      .prefault({})
      .meta({ description: 'The server that is searched.' }),
  })
  .prefault({})
  .meta({ description: 'Where events come from.' });
