import { layerValue } from '../combine-layers.ts';
import type { Scored } from '../scored.ts';
import { contextTopics, type Topic, topicOfLayer } from './topic.ts';

export interface Contribution {
  readonly topic: Topic;
  /** Points of the score. */
  readonly points: number;
  /** Whether any layer finds it unusual: what is ordinary adds a little to every score, but is no reason. */
  readonly isOdd: boolean;
}

/** A surprise from here on, about one event in three, is more than ordinary. */
const ODD = 0.5;

/**
 * Splits a score over its topics in proportion to what their layers, and the context, add to the raw score; the points add up to
 * the score. Layers that the event lacks are neutral and explain nothing: their part is spread over the others.
 *
 * @returns Largest first.
 */
export function contributions({ surprises, score, recent }: Scored, weights: Float64Array): Contribution[] {
  const shares = new Map<Topic, number>();
  const odd = new Set<Topic>(contextTopics);
  let total = 0;
  surprises.forEach((surprise, j) => {
    if (Number.isNaN(surprise)) return;
    const share = weights[j]! * layerValue(surprise);
    const topic = topicOfLayer[j]!;
    shares.set(topic, (shares.get(topic) ?? 0) + share);
    if (weights[j]! > 0 && surprise >= ODD) odd.add(topic);
    total += share;
  });
  for (const topic of contextTopics) {
    const share = recent.context[topic.context];
    if (share > 0) shares.set(topic, share);
    total += share;
  }
  return [...shares]
    .map(([topic, share]) => ({
      topic,
      points: total === 0 ? 0 : (score * share) / total,
      isOdd: odd.has(topic),
    }))
    .sort((a, b) => b.points - a.points);
}
