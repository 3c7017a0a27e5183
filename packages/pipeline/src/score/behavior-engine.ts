import type { AuthEvent } from '@sidecar/events';
import { createWeekClock, facetsOf } from '@sidecar/features';
import {
  type BehaviorModel,
  createExplainer,
  createScorer,
  type DecisionOptions,
  isLater,
} from '@sidecar/scoring';
import { createClusterProfiler } from '../records/cluster-profiler.ts';
import { createEventKeys } from '../records/event-key.ts';
import { eventFields } from '../records/event-fields.ts';
import { type ScoreFields, scoreFields } from '../records/score-fields.ts';
import { userProfiles } from '../records/user-profiles.ts';
import { userThresholds } from '../records/user-thresholds.ts';
import { compareInInstant, type Seen } from '../train/compare-in-instant.ts';
import { createObservationTable } from '../train/observation-table.ts';
import { openSpool, type Spool } from './open-spool.ts';
import {
  type Batches,
  ChangedInput,
  type Profiler,
  type ScoredLine,
  type ScoreLinesOptions,
  type ScoringEngine,
} from './scoring-engine.ts';
import { wholeInstants } from './whole-instants.ts';

/** The `behavior` preset: every event by itself, given the model and the sliding windows. */
export function behaviorEngine(model: BehaviorModel, decision: DecisionOptions): ScoringEngine {
  return {
    scoreInOrder: (batches) => {
      const scorer = createScorer(model, { decision });
      const explain = createExplainer(scorer);
      const scoreInTime = (events: readonly AuthEvent[]): ScoreFields[] => {
        const scored: ScoreFields[] = [];
        for (const i of inOrder(events)) scored[i] = scoreFields(scorer.score(events[i]!), explain);
        return scored;
      };
      return scoreBatches(() => wholeInstants(batches()), { inTimeOrder: true, scoreEvents: scoreInTime });
    },
    // Events are scored in time order first, into a file, as memory need not hold them; then they come out in the order of the lines.
    scoreAnyOrder: async function* (batches, options = {}) {
      const { spool, size } = await scoreIntoSpool(model, decision, batches, options);
      try {
        let i = 0;
        yield* scoreBatches(batches, {
          inTimeOrder: false,
          scoreEvents: (events) => {
            if (i + events.length > size) throw new ChangedInput();
            return events.map(() => JSON.parse(spool.get(i++)) as ScoreFields);
          },
        });
        if (i < size) throw new ChangedInput();
      } finally {
        await spool.remove();
      }
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

/** What the scores of all events are, by the order of the lines. */
async function scoreIntoSpool(
  model: BehaviorModel,
  decision: DecisionOptions,
  batches: Batches,
  { signal, onProgress }: ScoreLinesOptions,
): Promise<{ readonly spool: Spool; readonly size: number }> {
  const table = createObservationTable(model.settings.timeZone);
  for await (const batch of batches()) {
    for (const line of batch) if ('event' in line) table.add(line.event);
  }
  table.finish(isLater({ time: table.firstTime() }, model) ? model.rateState : undefined);
  const scorer = createScorer(model, { decision });
  const explain = createExplainer(scorer);
  const { size } = table;
  const spool = await openSpool(size);
  try {
    for (let place = 0; place < size; place++) {
      const fields = scoreFields(scorer.scoreNext(table.at(place)), explain);
      const full = spool.put(table.addedAs(place), JSON.stringify(fields));
      if (full === undefined) continue;
      await full;
      signal?.throwIfAborted();
      onProgress?.({ stage: 'scoring in time order', done: place + 1, total: size });
    }
    await spool.finish();
    return { spool, size };
  } catch (error) {
    await spool.remove();
    throw error;
  }
}

async function* scoreBatches(
  batches: Batches,
  {
    inTimeOrder,
    scoreEvents,
  }: {
    readonly inTimeOrder: boolean;
    readonly scoreEvents: (events: readonly AuthEvent[]) => readonly ScoreFields[];
  },
): AsyncGenerator<ScoredLine[], void, undefined> {
  const keys = createEventKeys({ inTimeOrder });
  for await (const batch of batches()) {
    const scored = scoreEvents(batch.flatMap((line) => ('event' in line ? [line.event] : [])));
    let i = 0;
    yield batch.map((line): ScoredLine => {
      if (!('event' in line)) return line;
      const { event } = line;
      return {
        ...line,
        key: keys.keyOf(event),
        eventFields: eventFields(event),
        scoreFields: scored[i++]!,
      };
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
