import type { AuthEvent } from '@sidecar/events';
import { createWeekClock, facetsOf } from '@sidecar/features';
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
import { compareInInstant, type Seen } from '../train/compare-in-instant.ts';
import { createObservationTable } from '../train/observation-table.ts';
import { createRecentTable } from './recent-table.ts';
import {
  type Batches,
  ChangedInput,
  type Profiler,
  type ScoredLine,
  type ScoringEngine,
} from './scoring-engine.ts';
import { wholeInstants } from './whole-instants.ts';

/** The `behavior` preset: every event by itself, given the model and the sliding windows. */
export function behaviorEngine(model: BehaviorModel, decision: DecisionOptions): ScoringEngine {
  return {
    scoreInOrder: (batches) => {
      const scorer = createScorer(model, { decision });
      const scoreInTime = (events: readonly AuthEvent[]): Scored[] => {
        const scored: Scored[] = [];
        for (const i of inOrder(events)) scored[i] = scorer.score(events[i]!);
        return scored;
      };
      return scoreBatches(() => wholeInstants(batches()), scorer, true, scoreInTime);
    },
    // Rates and what is recent are followed in time order first; then events are scored as if they had come in that order.
    scoreAnyOrder: async function* (batches) {
      const scorer = createScorer(model, { decision });
      const table = createObservationTable(model.settings.timeZone);
      for await (const batch of batches()) {
        for (const line of batch) if ('event' in line) table.add(line.event);
      }
      table.finish(isLater({ time: table.firstTime() }, model) ? model.rateState : undefined);
      const recents = createRecentTable(table.size);
      for (let place = 0; place < table.size; place++)
        recents.set(table.addedAs(place), scorer.follow(table.at(place)));
      let i = 0;
      yield* scoreBatches(batches, scorer, false, (events) => {
        if (i + events.length > table.size) throw new ChangedInput();
        return events.map(() => {
          const number = i++;
          return scorer.scoreObservation(table.added(number), recents.at(number));
        });
      });
      if (i < table.size) throw new ChangedInput();
    },
    createProfiler: () => behaviorProfiler(model, decision),
  };
}

/** Places of events in the order that an observation table puts them into. */
function inOrder(events: readonly AuthEvent[]): number[] {
  const seen = (event: AuthEvent): Seen => ({
    user: event.user,
    get facets() {
      return facetsOf(event);
    },
  });
  const places = events.map((_, i) => i);
  return places.sort(
    (a, b) => events[a]!.time - events[b]!.time || compareInInstant(seen(events[a]!), seen(events[b]!)),
  );
}

async function* scoreBatches(
  batches: Batches,
  scorer: Scorer,
  inTimeOrder: boolean,
  scoreEvents: (events: readonly AuthEvent[]) => readonly Scored[],
): AsyncGenerator<ScoredLine[], void, undefined> {
  const explain = createExplainer(scorer);
  const keys = createEventKeys({ inTimeOrder });
  for await (const batch of batches()) {
    const scored = scoreEvents(batch.flatMap((line) => ('event' in line ? [line.event] : [])));
    let i = 0;
    yield batch.map((line): ScoredLine => {
      if (!('event' in line)) return line;
      const { event } = line;
      const fields = { eventFields: eventFields(event), scoreFields: scoreFields(scored[i++]!, explain) };
      return { ...line, key: keys.keyOf(event), ...fields };
    });
  }
}

function behaviorProfiler(model: BehaviorModel, decision: DecisionOptions): Profiler {
  const clusters = createClusterProfiler(model.clusters.k);
  const clock = createWeekClock(model.settings.timeZone);
  return {
    add: ({ event, scoreFields: { cluster_id } }) =>
      clusters.add(cluster_id, event, clock.slotOf(event.time)),
    profiles: (now) => ({
      userProfiles: userProfiles(model),
      clusterProfiles: clusters.profiles(),
      userThresholds: userThresholds(model, decision, now),
    }),
  };
}
