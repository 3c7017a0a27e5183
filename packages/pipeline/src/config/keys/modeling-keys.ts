import { z } from 'zod';
import { choice, flag, integer, list, number, text, timeZone } from '../kinds.ts';
import type { ModelingConfig } from '../sidecar-config.ts';

export const modelingKeys: z.ZodType<ModelingConfig> = z
  .strictObject({
    preset: choice(
      ['behavior', 'classic'],
      "The model: behavior compares each account with its own habits; classic is the first version's formula.",
    ).default('behavior'),
    algorithm: choice(['kmeans'], 'The clustering algorithm.').default('kmeans'),
    k_candidates: list(
      integer('A number of clusters.', { least: 2, most: 1000 }),
      'Numbers of clusters to try; the best silhouette wins.',
      { least: 1 },
    ).default([6, 8, 10, 12, 14]),
    random_state: integer('Seed of every random choice: the same events and seed give the same model.', {
      most: 2 ** 32 - 1,
    }).default(42),
    time_zone: timeZone('Where the accounts work: hours and weekdays are taken there.').default('UTC'),
    window_days: integer(
      'Learn from the last so many days, each from midnight to midnight in UTC, up to the day of the newest event; 0 for all there are.',
      { most: 36_500 },
    ).default(0),
    keep_events: flag(
      'Keep the events of sidecar train beside the model, encoded, so that train --update can fold new days in and forget old ones.',
    ).default(true),
    holdout_share: number(
      'Last part of the training window that is kept for calibration, never clustered on.',
      {
        most: 0.5,
        open: true,
      },
    ).default(0.2),
    max_model_age_days: number('Train again when the current model has been in use for longer than this.', {
      open: true,
    }).default(30),
    drift_threshold: number(
      'Chance of a false alarm of drift: behaviour has drifted when a change is less likely by chance, and large.',
      { most: 1 },
    ).default(0.05),
    on_drift: choice(
      ['retrain', 'shadow', 'note'],
      'What a run does about drift: retrain trains a model and uses it, the one before stays to roll back to; shadow trains one and ' +
        'shows what it would decide, for models promote to put it to use; note only says so.',
    ).default('retrain'),
    shadow_model: text(
      'Model to score with beside the one in use, for the report of a run alone: nothing of it is written.',
      'a version in model_dir, or its beginning',
    )
      .meta({ example: '3f9a' })
      .optional(),
    outlier_mode: choice(
      ['user', 'cluster', 'global', 'combined', 'budget', 'fdr'],
      "What an event must exceed to be an outlier: its user's threshold, its cluster's, everyone's, those combined, " +
        'or what fits a budget of alerts or a false discovery rate.',
    ).default('combined'),
    outlier_percentile: number('Share of ordinary events below each threshold.', {
      most: 1,
      open: true,
    }).default(0.99),
    combined_logic: choice(
      ['and', 'or'],
      'With outlier_mode combined: whether all enabled thresholds must be exceeded or one.',
    ).default('and'),
    thresholds: z
      .strictObject({
        enable_user: flag("Use the user's threshold.").default(true),
        enable_cluster: flag("Use the cluster's threshold.").default(true),
        enable_global: flag("Use everyone's threshold.").default(true),
      })
      .prefault({})
      .meta({ description: 'With outlier_mode combined: which thresholds take part.' }),
    min_cluster_events: integer('Clusters with fewer events use the global threshold.', { least: 1 }).default(
      30,
    ),
    alerts_per_day: number('With outlier_mode budget: how many alerts a day are wanted.', {
      open: true,
    }).default(20),
    fdr_level: number(
      'With outlier_mode fdr: the share of false alarms among the alerts that is borne, on the average of the days.',
      { most: 1, open: true },
    ).default(0.1),
    export_outlier_events: flag('Write outliers to a collection of their own as well.').default(true),
  })
  .prefault({})
  .meta({ description: 'How the model is trained and what counts as an outlier.' });
