import { existsSync, readFileSync } from 'node:fs';
import { isRejection, normalise } from '@sidecar/events';
import { describe, expect, it } from 'vitest';
import {
  classicClusterProfileRecords,
  classicUserProfileRecords,
  classicUserThresholdRecords,
  scoreClassicBatch,
} from '../src/classic/index.ts';

const golden = new URL('../../../../shared/golden/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, golden), 'utf8');
const readLines = (name: string): Record<string, number | string>[] =>
  read(name)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe.skipIf(!existsSync(golden))(
  'outputs of the Python original (skipped unless ../shared/golden exists)',
  () => {
    const setUp = () => {
      const model = JSON.parse(read('classic-model.json'));
      const events = readLines('classic-events.ndjson').map((row) => {
        const event = normalise(row);
        if (isRejection(event)) throw new Error(event.detail);
        return event;
      });
      const userProfiles = Object.fromEntries(
        Object.entries(model.user_profile as Record<string, { mean_hour: number; std_hour: number }>).map(
          ([user, { mean_hour, std_hour }]) => [user, { meanHour: mean_hour, stdHour: std_hour }],
        ),
      );
      const artifact = {
        scalerMin: model.scaler_min,
        scalerMax: model.scaler_max,
        centroids: model.centroids,
        userProfiles,
      };
      const scored = scoreClassicBatch(events, artifact, { outlierPercentile: model.percentile });
      return { model, events, artifact, scored };
    };

    it('every score to 1e-5, every flag and source equal', () => {
      const { scored } = setUp();
      const expected = readLines('classic-scored.ndjson');
      expect(scored.length).toBe(expected.length);
      scored.forEach((ours, i) => {
        for (const [field, value] of Object.entries(expected[i]!)) {
          const actual = ours[field as keyof typeof ours];
          if (Number.isInteger(value) || typeof value === 'string')
            expect(actual, `${field} of ${i}`).toBe(value);
          else expect(Math.abs(Number(actual) - Number(value)), `${field} of ${i}`).toBeLessThan(1e-5);
        }
      });
    });

    it('every profile equal, every threshold to 1e-5', () => {
      const { model, events, artifact, scored } = setUp();
      const { auth_user_profiles, auth_cluster_profiles, auth_user_thresholds } = model.collections;
      expect(classicUserProfileRecords(events, scored, artifact)).toEqual(auth_user_profiles);
      expect(classicClusterProfileRecords(events, scored)).toEqual(auth_cluster_profiles);
      const records = classicUserThresholdRecords(events, scored, {
        outlierPercentile: model.percentile,
        generatedAt: Date.parse('2026-11-22T02:20:10Z'),
      });
      expect(records.length).toBe(auth_user_thresholds.length);
      records.forEach((record, i) => {
        const { threshold_global, threshold_user_norm, generated_at, ...same } = auth_user_thresholds[i];
        expect(record).toMatchObject(same);
        expect(record.threshold_global).toBeCloseTo(threshold_global, 5);
        expect(record.threshold_user_norm).toBeCloseTo(threshold_user_norm, 5);
        expect(record.generated_at.slice(0, 19)).toBe(generated_at.slice(0, 19));
      });
    });
  },
);
