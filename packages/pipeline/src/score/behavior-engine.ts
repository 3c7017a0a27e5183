import type { AuthEvent } from '@sidecar/events';
import { createWeekClock } from '@sidecar/features';
import {
  type BehaviorModel,
  createExplainer,
  createScorer,
  type DecisionOptions,
  isLater,
  type Scored,
  type Scorer,
} from '@sidecar/scoring';
import { createClusterProfiler } from '../records/cluster-profiler.ts';
import { createEventKeys } from '../records/event-key.ts';
import { eventFields } from '../records/event-fields.ts';
import { scoreFields } from '../records/score-fields.ts';
import { userProfiles } from '../records/user-profiles.ts';
import { userThresholds } from '../records/user-thresholds.ts';
import { createObservationTable } from '../train/observation-table.ts';
import { type Batches, OutOfOrder, type Profiler, type ScoredLine, type ScoringEngine } from './scoring-engine.ts';

/** The `behavior` preset: every event by itself, given the model and the sliding windows. */
export function behaviorEngine(model: BehaviorModel, decision: DecisionOptions): ScoringEngine {
  return {
    scoreInOrder: (batches) => {
      let latest = Number.NEGATIVE_INFINITY;
      const scorer = createScorer(model, { decision });
      return scoreBatches(batches, scorer, true, (event) => {
        if (event.time < latest) throw new OutOfOrder();
        latest = event.time;
        return scorer.score(event);
      });
    },
    // The rates are followed in time order first; then events are scored as if they had come in that order.
    scoreAnyOrder: async function* (batches) {
      const scorer = createScorer(model, { decision });
      const table = createObservationTable(model.settings.timeZone);
      for await (const batch of batches()) {
        for (const line of batch) if ('event' in line) table.add(line.event);
      }
      table.finish(isLater({ time: table.firstTime() }, model) ? model.rateState : undefined);
      let i = 0;
      yield* scoreBatches(batches, scorer, false, () => scorer.scoreObservation(table.added(i++)));
    },
    createProfiler: () => behaviorProfiler(model, decision),
  };
}

async function* scoreBatches(
  batches: Batches,
  scorer: Scorer,
  inTimeOrder: boolean,
  scoreNext: (event: AuthEvent) => Scored,
): AsyncGenerator<ScoredLine[], void, undefined> {
  const explain = createExplainer(scorer);
  const keys = createEventKeys({ inTimeOrder });
  for await (const batch of batches()) {
    yield batch.map((line): ScoredLine => {
      if (!('event' in line)) return line;
      const { row, event } = line;
      const fields = { eventFields: eventFields(event), scoreFields: scoreFields(scoreNext(event), explain) };
      return { key: keys.keyOf(event), row, event, ...fields };
    });
  }
}

function behaviorProfiler(model: BehaviorModel, decision: DecisionOptions): Profiler {
  const clusters = createClusterProfiler(model.clusters.k);
  const clock = createWeekClock(model.settings.timeZone);
  return {
    add: ({ event, scoreFields: { cluster_id } }) => clusters.add(cluster_id, event, clock.slotOf(event.time)),
    profiles: (now) => ({
      userProfiles: userProfiles(model),
      clusterProfiles: clusters.profiles(),
      userThresholds: userThresholds(model, decision, now),
    }),
  };
}
