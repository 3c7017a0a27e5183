import { eventsOf } from '@sidecar/features';
import type { Scored } from '../scored.ts';
import type { Scorer } from '../scorer.ts';
import { contributions } from './contributions.ts';
import { counterfactual } from './counterfactual.ts';
import { createDescriber } from './describe-topic.ts';
import type { Reason } from './reason.ts';
import { sentence } from './sentence.ts';
import { techniqueHint } from './technique.ts';

/** Why an event got its score. */
export interface Explanation {
  /**
   * What is unusual, the largest first; contributions add up to the score. The last may be `other`: what is small, or ordinary.
   */
  readonly reasons: readonly Reason[];
  readonly sentence: string;
  readonly counterfactual: string;
  /** MITRE ATT&CK technique that it hints at, or null. */
  readonly mitre_technique: string | null;
}

const DAY_MS = 86_400_000;
const NAMED_SHARE = 0.05;

/** @returns A function that explains events which the scorer scored. */
export function createExplainer(scorer: Scorer): (scored: Scored) => Explanation {
  const describe = createDescriber(scorer);
  return (scored) => {
    const all = contributions(scored, scorer.weights);
    const large = all.filter(
      ({ points, isOdd }) => isOdd && points > 0 && points >= NAMED_SHARE * scored.score,
    );
    const named = large.length > 0 ? large : all.slice(0, 1);
    const counts = scored.history.countsOf(scored.observation.user);
    const basis = {
      baseline_events: counts === undefined ? 0 : eventsOf(counts),
      baseline_days: counts === undefined ? 0 : Math.ceil((counts.lastTime - counts.firstTime) / DAY_MS),
    };
    const reasons: Reason[] = named.map(({ topic, points }) => ({
      code: topic.code,
      contribution: points,
      ...describe(topic, scored),
      ...basis,
    }));
    const rest = scored.score - named.reduce((sum, { points }) => sum + points, 0);
    if (named.length < all.length)
      reasons.push({ code: 'other', contribution: rest, typical: '', actual: '', ...basis });
    return {
      reasons,
      sentence: sentence(scored, reasons, scorer.model.calibration),
      counterfactual: counterfactual(
        scored,
        named.map(({ topic }) => topic),
        scorer,
      ),
      mitre_technique: techniqueHint(
        named.map(({ topic }) => topic.code),
        scored,
      ),
    };
  };
}
