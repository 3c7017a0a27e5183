import { burstText } from '../bursts/burst.ts';
import type { BehaviourDrift } from '../drift/behaviour-counts.ts';

/** Such as `behaviour has drifted: cluster 3 moved most`. */
export function driftText({ culprit }: Pick<BehaviourDrift, 'culprit'>): string {
  return `behaviour has drifted: ${culpritText(culprit)} moved most`;
}

/** Such as `reused, 3 days old`. */
export function reuseText(days: number): string {
  const whole = Math.floor(days);
  return `reused, ${whole < 1 ? 'less than a day' : `${whole} day${whole === 1 ? '' : 's'}`} old`;
}

/** `no drift`, with the bursts that were left out of the comparison, and whether they would have been taken for drift. */
export function withoutBurstsText({
  bursts,
  withBursts,
}: Pick<BehaviourDrift, 'bursts' | 'withBursts'>): string {
  if (bursts.length === 0) return 'no drift';
  const [largest] = [...bursts].sort((a, b) => b.events - a.events);
  const others = bursts.length === 1 ? '' : `, the largest of ${bursts.length}`;
  const role =
    withBursts?.drifted === true ? 'looks like drift, but is an attack or an outage' : 'is left out';
  return `no drift; a burst of failures ${role} and is not learned: ${burstText(largest!)}${others}`;
}

function culpritText(culprit: BehaviourDrift['culprit']): string {
  if (culprit === null) return 'clusters';
  const { name, shift } = culprit;
  return `${name === 'clusters' ? 'cluster' : name.replaceAll('_', ' ')} ${shift.category}`;
}
