import type { InputCounts, RejectionCount } from '../input/input-counts.ts';

/** What became of all lines of several inputs: the most frequent reasons first, each with the sample of the first input that has it. */
export function mergeCounts(inputs: readonly InputCounts[]): InputCounts {
  const reasons = new Map<string, RejectionCount>();
  for (const { rejections } of inputs) {
    for (const { reason, count, sample } of rejections) {
      const known = reasons.get(reason);
      reasons.set(reason, { reason, count: count + (known?.count ?? 0), sample: known?.sample ?? sample });
    }
  }
  return {
    events: inputs.reduce((sum, { events }) => sum + events, 0),
    rejected: inputs.reduce((sum, { rejected }) => sum + rejected, 0),
    rejections: [...reasons.values()].sort((a, b) => b.count - a.count),
  };
}
