import { createObserver, type Observer } from '@sidecar/features';
import { isLater } from '@sidecar/scoring';
import type { Thread } from '../threads/open-thread.ts';
import { scoreFields } from '../records/score-fields.ts';
import type { EventJudge } from './event-judge.ts';
import type { FromJudge, ModelFacts, ScoredBatch, ToJudge } from './judge-messages.ts';
import { createLookNumbers } from './look-numbers.ts';
import { observationBuffer, observationColumns, putObservation } from './observation-columns.ts';
import { readScores } from './score-columns.ts';
import { createScoreFieldsText } from './score-fields-text.ts';
import { scoresInFields } from './scores-in-fields.ts';

const BATCHES_AHEAD = 4;

/**
 * Scores events in another thread. Here sliding windows are followed, as far as there is time; there it is judged what they show.
 *
 * @param thread - With `judge.thread.ts` in it, which has told the facts of its model.
 */
export function judgeElsewhere(
  thread: Pick<Thread<ToJudge, FromJudge>, 'post' | 'receive'>,
  { timeZone, lastTime, rateState }: Extract<ModelFacts, { readonly preset: 'behavior' }>,
): EventJudge {
  const looks = createLookNumbers();
  const textOf = createScoreFieldsText();
  let observer: Observer | undefined;
  let underWay = 0;
  let forgottenThere = 0;

  /** Events older than what training left are a look back, as for a scorer. */
  const observerFrom = (time: number): Observer =>
    (observer ??= createObserver({
      timeZone,
      from: isLater({ time }, { training: { lastTime } }) ? rateState : undefined,
    }));

  return {
    ahead: BATCHES_AHEAD,
    beginAnew: async () => {
      for (; underWay > 0; underWay--) await thread.receive();
      observer = undefined;
      forgottenThere = 0;
      thread.post('begin');
      await thread.receive();
    },
    send: (events) => {
      const observations = observationBuffer(events.length);
      const columns = observationColumns(observations);
      for (let i = 0; i < events.length; i++) {
        const { kind, time } = events[i]!;
        const observation = observerFrom(time).observeAt(kind, time);
        putObservation(columns, i, observation, looks.of(observation));
      }
      thread.post({ newLooks: looks.takeNew(), observations }, [observations]);
      underWay += 1;
    },
    receive: async () => {
      const scored = (await thread.receive()) as ScoredBatch;
      underWay -= 1;
      forgottenThere = scored.forgotten;
      const partsAt = readScores(scored.scores);
      return scoresInFields((i) => scoreFields(partsAt(i)), textOf);
    },
    forgotten: () => (observer?.forgotten() ?? 0) + forgottenThere,
  };
}
