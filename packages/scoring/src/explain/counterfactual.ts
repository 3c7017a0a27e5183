import { tailProbability } from '../calibration.ts';
import { combineLayers } from '../combine-layers.ts';
import type { Scored } from '../scored.ts';
import type { Scorer } from '../scorer.ts';
import { frequency } from './frequency.ts';
import { spokenCode } from './spoken-code.ts';
import { type Topic, topicOfLayer } from './topic.ts';

const USUAL_P = 0.1;
const MOST_CHANGES = 4;

/**
 * The least change that would have made the event ordinary: the leading topics one after the other are given the
 * surprise of a certain event until one in ten events is as unusual.
 *
 * @param topics - The largest first.
 * @returns One sentence; empty for an event that is ordinary as it is.
 */
export function counterfactual(scored: Scored, topics: readonly Topic[], { model, weights }: Scorer): string {
  const surprises = scored.surprises.slice();
  const changed: string[] = [];
  let { pValue } = scored;
  let { neighbours, oddDays } = scored.recent.context;
  for (const topic of topics.slice(0, MOST_CHANGES)) {
    if (pValue > USUAL_P) break;
    surprises.forEach((surprise, j) => {
      if (topicOfLayer[j] === topic && !Number.isNaN(surprise)) surprises[j] = 0;
    });
    if ('context' in topic && topic.context === 'neighbours') neighbours = 0;
    if ('context' in topic && topic.context === 'oddDays') oddDays = 0;
    changed.push(topic.code);
    pValue = tailProbability(model.calibration, combineLayers(surprises, weights) + neighbours + oddDays);
  }
  if (changed.length === 0) return '';
  const [would, does] = [pValue, scored.pValue].map((p) => frequency(p, model.calibration));
  if (would === does) return `Even with ${instead(changed)} it would be ${would} events.`;
  return `With ${instead(changed)} it would be ${would} events instead of ${does}.`;
}

/** What is not usual or unusual, but there or not. */
const absent: Readonly<Record<string, string>> = {
  stranger: 'the name of an account that succeeds',
  recent_events: 'nothing unusual in the hour before',
  recent_odd_hours: 'no unusual hours in the two weeks before',
};

/** `a usual hour and source`; `no unusual hours in the two weeks before and a usual hour`. */
function instead(codes: readonly string[]): string {
  const others = codes.flatMap((code) => absent[code] ?? []);
  const usual = codes.filter((code) => absent[code] === undefined).map(spokenCode);
  return listed(usual.length === 0 ? others : [...others, `a usual ${listed(usual)}`]);
}

function listed(names: readonly string[]): string {
  return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
