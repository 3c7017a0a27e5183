import { createWeekClock } from '@sidecar/features';
import type { BehaviorModel, DecisionOptions } from '@sidecar/scoring';
import { createClusterProfiler } from '../records/cluster-profiler.ts';
import { behaviorProfiles } from './behavior-profiles.ts';
import type { EventJudge } from './event-judge.ts';
import { judgeHere } from './judge-here.ts';
import { scoreAnyOrder, scoreInOrder } from './score-lines.ts';
import type { LineScoring, Profiler, ScoringEngine } from './scoring-engine.ts';

/** The `behavior` preset: every event by itself, given the model and the sliding windows. */
export function behaviorEngine(model: BehaviorModel, decision: DecisionOptions): ScoringEngine {
  return {
    ...scoringBy(judgeHere(model, decision)),
    createProfiler: () => behaviorProfiler(model, decision),
  };
}

/** Scores lines by a judge of their events. */
export function scoringBy(judge: EventJudge): LineScoring {
  return {
    scoreInOrder: (batches) => scoreInOrder(judge, batches),
    scoreAnyOrder: (batches, options) => scoreAnyOrder(judge, batches, options),
    forgotten: judge.forgotten,
  };
}

function behaviorProfiler(model: BehaviorModel, decision: DecisionOptions): Profiler {
  const clusters = createClusterProfiler(model.clusters.k);
  const clock = createWeekClock(model.settings.timeZone);
  return {
    add: ({ line, scoreFields: { cluster_id } }) =>
      clusters.add(cluster_id, line.kind, clock.slotOf(line.time)),
    profiles: (now) => behaviorProfiles(model, clusters, { decision, now }),
  };
}
