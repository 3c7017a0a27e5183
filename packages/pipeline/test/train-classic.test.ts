import { existsSync, readFileSync } from 'node:fs';
import { isRejection, normalise, type AuthEvent } from '@sidecar/events';
import { scoreClassicBatch } from '@sidecar/scoring';
import { describe, expect, it } from 'vitest';
import { trainClassic } from '../src/classic/train-classic.ts';

interface CandidateFit {
  readonly k: number;
  readonly silhouette: number;
  readonly inertia: number;
}

function toEvent(row: unknown): AuthEvent {
  const event = normalise(row);
  if (isRejection(event)) throw new Error(event.detail);
  return event;
}

const reference = new URL('../../scoring/test/fixtures/classic.json', import.meta.url);
const {
  events: rows,
  trainingEvents,
  byK,
  artifact,
} = JSON.parse(readFileSync(reference, 'utf8')) as {
  events: unknown[];
  trainingEvents: number;
  byK: CandidateFit[];
  artifact: { scalerMin: number[]; scalerMax: number[] };
};
const events = rows.slice(0, trainingEvents).map(toEvent);
const kCandidates = byK.map(({ k }) => k);
const best = (fits: readonly CandidateFit[]): number => Math.max(...fits.map(({ silhouette }) => silhouette));

describe('trained on invented events', () => {
  const trained = trainClassic(events, { kCandidates });

  it('is as well separated as what scikit-learn finds, at every k as tight', () => {
    expect(best(trained.curve)).toBeGreaterThanOrEqual(best(byK) - 1e-9);
    trained.curve.forEach(({ inertia }, i) =>
      expect(inertia).toBeLessThanOrEqual(byK[i]!.inertia * (1 + 1e-9)),
    );
  });

  it('learns the ranges that scikit-learn learns', () => {
    expect(trained.scalerMin).toEqual(artifact.scalerMin);
    trained.scalerMax.forEach((max, j) => expect(max).toBeCloseTo(artifact.scalerMax[j]!, 6));
  });

  it('is the same model to the last bit, whatever the order of events, and after JSON', () => {
    expect(JSON.parse(JSON.stringify(trained))).toEqual(trained);
    expect(trainClassic(events, { kCandidates })).toEqual(trained);
    const shuffled = trainClassic(events.toReversed(), { kCandidates });
    expect(JSON.stringify(shuffled)).toBe(JSON.stringify(trained));
  });

  it('places its training events where it counted them', () => {
    const counts = trained.centroids.map(() => 0);
    for (const { cluster_id } of scoreClassicBatch(events, trained)) counts[cluster_id]! += 1;
    expect(counts).toEqual(trained.clusterCounts);
    expect(trained.events).toBe(events.length);
  });
});

it('makes one cluster of one distinct row, and says so', () => {
  const trained = trainClassic([events[0]!, events[0]!], { kCandidates: [4, 6] });
  expect(trained).toMatchObject({ k: 1, clusterCounts: [2], curve: [] });
  expect(trained.notes.at(-1)).toBe('k is 1: no two clusters can be told apart');
  expect(scoreClassicBatch([events[0]!], trained)[0]!.cluster_id).toBe(0);
});

it('refuses no events', () => {
  expect(() => trainClassic([], { kCandidates: [2] })).toThrow(
    new RangeError('events has 0 values, expected at least 1'),
  );
});

const golden = new URL('../../../../shared/golden/', import.meta.url);

describe.skipIf(!existsSync(golden))(
  'rows of the Python original (skipped unless ../shared/golden exists)',
  () => {
    it('separates them at least as well, and is as tight at every k', () => {
      const read = (name: string): string => readFileSync(new URL(name, golden), 'utf8');
      const lines = read('classic-events.ndjson').trimEnd().split('\n');
      const theirs: Record<string, Omit<CandidateFit, 'k'>> = JSON.parse(read('classic-model.json')).by_k;
      const trained = trainClassic(
        lines.map((line) => toEvent(JSON.parse(line))),
        {
          kCandidates: Object.keys(theirs).map(Number),
        },
      );
      for (const { k, silhouette, inertia } of trained.curve) {
        expect(silhouette, `silhouette at k = ${k}`).toBeGreaterThan(theirs[k]!.silhouette - 1e-5);
        expect(inertia, `inertia at k = ${k}`).toBeLessThan(theirs[k]!.inertia * (1 + 1e-6));
      }
      const point = trained.curve.find(({ k }) => k === trained.k)!;
      expect(point.silhouette).toBeGreaterThan(0.6);
    });
  },
);
