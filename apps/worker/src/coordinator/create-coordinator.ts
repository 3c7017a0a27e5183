import { ConfigError, type SidecarConfig } from '@sidecar/pipeline';
import type { Stage } from '../ops/worker-metrics.ts';
import type { StageEnd } from '../stages/stage-context.ts';
import { createModelSource } from '../stages/create-model-source.ts';
import type { Coordinator, CoordinatorOptions } from './coordinator.ts';
import { createStageRunner } from './create-stage-runner.ts';
import { isTrainingDue } from './is-training-due.ts';
import { planStart, planStarts, STAGES } from './plan-starts.ts';

/** Signs of life come at least so often. */
const BEAT_MS = 30_000;

/** Without a model, a training is begun no more often. */
const TRAIN_AGAIN_MS = 15 * 60_000;

/**
 * A coordinator. Of each stage one run is under way at a time: a start meanwhile is skipped, and counted. Scoring goes on while a model is trained or
 * drift is looked for; those two go one after the other.
 */
export async function createCoordinator(options: CoordinatorOptions): Promise<Coordinator> {
  const { clock, metrics, health, logOf, runId, seed } = options;
  const log = logOf(runId);
  const models = createModelSource();
  let config = options.config;
  let starts = planStarts(config, clock.now(), seed);
  let wake = new AbortController();
  let trainedAt = -Infinity;
  const stages = await createStageRunner({ ...options, models });

  const begin = (stage: Stage): void => {
    const now = clock.now();
    if (!config.worker[stage].enabled) return;
    if (stages.isBusy(stage)) {
      metrics.stageDone(stage, 'skipped', 0);
      log.info({ stage }, 'the run before is still under way: this start is skipped');
      return;
    }
    if (stage === 'train') trainedAt = now.getTime();
    void stages.run(stage).then(async (end) => {
      if (stages.stopping.aborted) return;
      if (stage === 'train' && end !== 'failed' && end !== 'nothing' && !stages.isBusy('score'))
        begin('score');
      if (stage === 'drift' && stages.isDrifted() && config.modeling.on_drift === 'retrain') begin('train');
      if (stage === 'score' && end === 'nothing') await withoutModel();
    });
  };
  const withoutModel = async (): Promise<void> => {
    const model = await models.current(config).catch(() => undefined);
    if (model !== null || stages.isBusy('train')) return;
    if (!config.worker.train.enabled)
      log.warn(
        {},
        'there is no model to score with: enable worker.train, or run sidecar run or sidecar train',
      );
    else if (clock.now().getTime() - trainedAt >= TRAIN_AGAIN_MS) begin('train');
  };
  const beginDue = (now: Date): void => {
    for (const stage of STAGES) {
      const start = starts[stage];
      if (start === null || start > now) continue;
      starts[stage] = planStart(stage, config, now, seed);
      begin(stage);
    }
  };
  return {
    run: async () => {
      const isDue = await isTrainingDue(config, models, clock.now()).catch((error: unknown) => {
        log.error({}, `the models cannot be looked at: ${(error as Error).message}`);
        return false;
      });
      if (isDue) begin('train');
      begin('score');
      while (!stages.stopping.aborted) {
        health.beat();
        const now = clock.now();
        beginDue(now);
        const soonest = Math.min(...STAGES.map((stage) => starts[stage]?.getTime() ?? Infinity));
        if (stages.stopping.aborted) break;
        await clock.sleep(Math.min(BEAT_MS, soonest - now.getTime()), wake.signal);
        if (wake.signal.aborted && !stages.stopping.aborted) wake = new AbortController();
      }
      await stages.ended();
    },
    once: async () => {
      const trained = (await isTrainingDue(config, models, clock.now()))
        ? await stages.run('train')
        : 'nothing';
      const scored =
        trained !== 'failed' && config.worker.score.enabled ? await stages.run('score') : 'nothing';
      await stages.ended();
      return worstOf(trained, scored);
    },
    stop: async () => {
      const stopped = stages.stop(config.worker.stop_seconds * 1000);
      wake.abort();
      await stopped;
    },
    reload: async (next) => {
      requireSame(config, next);
      await stages.reload(next);
      config = next;
      starts = planStarts(config, clock.now(), seed);
      wake.abort();
    },
    running: () => stages.running(),
  };
}

function worstOf(...ends: readonly StageEnd[]): StageEnd {
  const order: readonly StageEnd[] = ['failed', 'partial', 'done', 'nothing'];
  return order.find((end) => ends.includes(end))!;
}

/** The state belongs to this process until it ends. */
function requireSame({ worker }: SidecarConfig, { worker: next }: SidecarConfig): void {
  if (worker.state_dir === next.state_dir) return;
  const expected = `${worker.state_dir}, as before: another one needs a new start`;
  throw new ConfigError('configuration', [
    { path: 'worker.state_dir', line: 1, found: next.state_dir, expected },
  ]);
}
