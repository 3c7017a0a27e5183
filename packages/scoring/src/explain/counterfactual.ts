import { tailProbability } from '../calibration.ts';
import { combineLayers } from '../combine-layers.ts';
import type { Scored, Scorer } from '../scorer.ts';
import { type Topic, topicOfLayer } from './topic.ts';

const USUAL_SCORE = 90;
const MOST_CHANGES = 4;

/**
 * The least change that would have made the event ordinary: the leading topics one after the other are given the
 * surprise of a certain event until the score falls below 90.
 *
 * @param topics - The largest first.
 */
export function counterfactual(scored: Scored, topics: readonly Topic[], { model, weights }: Scorer): string {
  const surprises = scored.surprises.slice();
  const changed: string[] = [];
  let score = scored.score;
  for (const topic of topics.slice(0, MOST_CHANGES)) {
    if (score < USUAL_SCORE) break;
    surprises.forEach((surprise, j) => {
      if (topicOfLayer[j] === topic && !Number.isNaN(surprise)) surprises[j] = 0;
    });
    changed.push(topic.code.replaceAll('_', ' '));
    score = 100 * (1 - tailProbability(model.calibration, combineLayers(surprises, weights)));
  }
  if (changed.length === 0) return '';
  return `With a usual ${listed(changed)} it would score ${Math.floor(score)} instead of ${Math.floor(scored.score)}.`;
}

function listed(names: readonly string[]): string {
  return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
