import { createRateVectors } from '@sidecar/features';
import { type BehaviorModel, createExplainer, createScorer, type DecisionOptions } from '@sidecar/scoring';
import { scoreFields } from '../records/score-fields.ts';
import { loadSidecarModel } from '../registry/load-sidecar-model.ts';
import { workInThread } from '../threads/work-in-thread.ts';
import type {
  FromJudge,
  JudgeData,
  ModelFacts,
  ObservedBatch,
  ScoredBatch,
  ToJudge,
} from './judge-messages.ts';
import { createNumberedLooks } from './look-numbers.ts';
import { observationColumns, ratesAt, returnBinAt } from './observation-columns.ts';
import { createScoreText } from './score-text.ts';

// A thread that reads a model, tells what others need of it, and then scores what it is sent until it is ended.
await workInThread<ToJudge, FromJudge, JudgeData>(async ({ receive, post }, { modelPath, decision }) => {
  const { model, version } = await loadSidecarModel(modelPath);
  if (model.preset !== 'behavior') return post({ preset: 'classic' });
  post(factsOf(model, version));
  const looks = createNumberedLooks();
  let judge: ((batch: ObservedBatch) => ScoredBatch) | undefined;
  for (;;) {
    const message = await receive();
    if (message === 'begin') {
      judge = createBatchJudge(model, decision, looks);
      post('begun');
    } else {
      const scored = judge!(message);
      post(scored, [scored.ends.buffer]);
    }
  }
});

function factsOf({ settings, training, rateState }: BehaviorModel, version: string): ModelFacts {
  return {
    preset: 'behavior',
    version,
    timeZone: settings.timeZone,
    lastTime: training.lastTime,
    rateState,
  };
}

function createBatchJudge(
  model: BehaviorModel,
  decision: DecisionOptions,
  looks: ReturnType<typeof createNumberedLooks>,
): (batch: ObservedBatch) => ScoredBatch {
  const scorer = createScorer(model, { decision });
  const explain = createExplainer(scorer);
  const vectors = createRateVectors();
  const textOf = createScoreText();
  return ({ newLooks, observations }) => {
    looks.add(newLooks);
    const columns = observationColumns(observations);
    const { times, slots, rates } = columns;
    const ends = new Uint32Array(times.length);
    let text = '';
    for (let i = 0; i < times.length; i++) {
      const { user, failed, facets } = looks.at(columns.looks[i]!);
      const scored = scorer.scoreNext({
        user,
        time: times[i]!,
        failed,
        slot: slots[i]!,
        facets,
        rates: vectors.of(rates, ratesAt(i)),
        returnBin: returnBinAt(columns, i),
      });
      text += textOf(scoreFields(scored, explain));
      ends[i] = text.length;
    }
    return { text, ends, forgotten: scorer.forgotten() };
  };
}
