// A training by many workers, simulated: slices are read and folded side by side, as many as Splunk's quota allows; one worker, the reducer, takes them as
// they come, merges them and trains. Pure.
import { inLanes } from './simulate-scoring.mjs';

/**
 * @param {object} costs Those of scoring, and `mergeSeconds` and `trainSeconds` per event, `sliceBytes` per event, `exchangeBytesPerSecond` between workers,
 *   `pushDownFactor`: how many times fewer rows leave the indexers as summaries.
 * @param {object} plan `workers`, `quota`, `events`, `slices`, `pushDown`: whether the indexers count.
 */
export function simulateTraining(costs, { workers, quota, events, slices, pushDown }) {
  const each = events / slices;
  const lanes = Math.max(1, Math.min(workers, quota));
  const rows = pushDown ? each / costs.pushDownFactor : each;
  const rate = Math.min(costs.exportEventsPerSecond, costs.indexerEventsPerSecond / lanes);
  const fold = costs.jobSeconds + costs.searchSeconds + Math.max(rows / rate, each * costs.foldSeconds);
  const foldSeconds = inLanes(
    Array.from({ length: slices }, () => fold),
    lanes,
  );
  const moveSeconds = (events * costs.sliceBytes) / costs.exchangeBytesPerSecond;
  const reduceSeconds = costs.jobSeconds + moveSeconds + events * (costs.mergeSeconds + costs.trainSeconds);
  const total = foldSeconds + reduceSeconds;
  return {
    foldSeconds,
    reduceSeconds,
    totalSeconds: total,
    bytes: events * costs.sliceBytes,
    bottleneck: reduceSeconds > foldSeconds ? 'the reducer' : "Splunk's searches",
    waiting: 1 - (slices * fold + reduceSeconds) / (total * workers),
  };
}
