import { layerValue } from './combine-layers.ts';
import { layerNames, STRANGER_LAYER } from './layer-names.ts';
import { layerQuestions } from './layer-questions.ts';

/** Layers whose values correlate by at least this much on held-out events say the same. */
const SAME = 0.97;
const LEAST_EVENTS = 20;
const MOST_EVENTS = 5000;

/**
 * Weights of the layers: the votes of `layerQuestions`, less those that a layer does not earn on held-out events.
 *
 * A layer that is always the same there gets nothing, but for the failures of strangers, which quiet data need not have. Of layers
 * that say the same (correlation of their values at least 0.97: source and destination in workstation logs, a pair with a
 * constant) the one with the most votes counts, and of equals the first. Where no layer ever changes, all votes stand.
 * Weaker correlations are left alone: attacks in the training data are odd in several ways at once, and weights that
 * punish correlation would take the votes from the very layers that see them.
 *
 * @param layered - Surprises per held-out event, each one per `layerNames`; of many events 5,000 are taken evenly.
 * @returns By layer name, sum 1. Fewer than 20 events teach nothing: then all votes stand.
 */
export function layerWeights(layered: readonly (readonly number[])[]): Record<string, number> {
  const votes = votesByLayer();
  const earned = layered.length < LEAST_EVENTS ? votes : withoutIdleAndRepeated(votes, evenly(layered));
  const total = earned.reduce((sum, vote) => sum + vote, 0);
  return Object.fromEntries(layerNames.map((name, j) => [name, earned[j]! / total]));
}

function votesByLayer(): number[] {
  const votes = new Map(
    layerQuestions.flatMap(({ votes: all, layers }) =>
      layers.map((name) => [name, all / layers.length] as const),
    ),
  );
  return layerNames.map((name) => votes.get(name) ?? 0);
}

function evenly(layered: readonly (readonly number[])[]): number[][] {
  const step = Math.ceil(layered.length / MOST_EVENTS);
  return layered.filter((_, i) => i % step === 0).map((surprises) => surprises.map(layerValue));
}

function withoutIdleAndRepeated(
  votes: readonly number[],
  values: readonly (readonly number[])[],
): readonly number[] {
  const centred = layerNames.map((_, j) => centredColumn(values, j));
  const lengths = centred.map((column) => Math.sqrt(dot(column, column)));
  const isStill = (j: number): boolean => lengths[j]! ** 2 < 1e-9 * values.length;
  if (lengths.every((_, j) => isStill(j))) return votes;
  const kept: number[] = [];
  // Most votes first; sorting is stable, so of equals the first layer comes first.
  const byVotes = layerNames.map((_, j) => j).sort((a, b) => votes[b]! - votes[a]!);
  for (const j of byVotes) {
    // Quiet events need not show what only an attack does.
    const idle = j !== STRANGER_LAYER && isStill(j);
    const repeats = (k: number): boolean => dot(centred[j]!, centred[k]!) >= SAME * lengths[j]! * lengths[k]!;
    if (!idle && !kept.some(repeats)) kept.push(j);
  }
  const counted = new Set(kept);
  return votes.map((vote, j) => (counted.has(j) ? vote : 0));
}

function centredColumn(values: readonly (readonly number[])[], j: number): Float64Array {
  const column = Float64Array.from(values, (row) => row[j]!);
  const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
  return column.map((value) => value - mean);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
