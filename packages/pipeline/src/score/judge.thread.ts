import { loadSidecarModel } from '../registry/load-sidecar-model.ts';
import { workInThread } from '../threads/work-in-thread.ts';
import { createBatchJudge } from './batch-judge.ts';
import { type FromJudge, type JudgeData, modelFacts, type ToJudge } from './judge-messages.ts';

// A thread that reads a model, tells what others need of it, and then scores what it is sent until it is ended.
await workInThread<ToJudge, FromJudge, JudgeData>(async ({ receive, post }, { modelPath, decision }) => {
  const { model, version } = await loadSidecarModel(modelPath);
  post(modelFacts(model, version));
  if (model.preset !== 'behavior') return;
  const judge = createBatchJudge(model, decision);
  for (;;) {
    const message = await receive();
    if (message === 'begin') {
      judge.beginAnew();
      post('begun');
    } else {
      const scored = judge.judge(message);
      const { numbers, clusters, flags, deciders } = scored.scores;
      post(scored, [numbers.buffer, clusters.buffer, flags.buffer, deciders.buffer]);
    }
  }
});
