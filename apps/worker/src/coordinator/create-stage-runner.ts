import { setMaxListeners } from 'node:events';
import type { SidecarConfig } from '@sidecar/pipeline';
import type { Stage } from '../ops/worker-metrics.ts';
import { createPatience } from '../stages/create-patience.ts';
import type { ModelSource } from '../stages/create-model-source.ts';
import { driftStage } from '../stages/drift-stage.ts';
import { scoreStage } from '../stages/score-stage.ts';
import type { StageContext, StageEnd } from '../stages/stage-context.ts';
import { stageEffects } from '../stages/stage-effects.ts';
import { createTrimmer } from '../stages/trim-daily.ts';
import { trainStage } from '../stages/train-stage.ts';
import type { CoordinatorOptions } from './coordinator.ts';
import { holdEngine } from './hold-engine.ts';
import { runStage } from './run-stage.ts';

/** Runs stages, one of each at a time. */
export interface StageRunner {
  run(stage: Stage): Promise<StageEnd>;
  isBusy(stage: Stage): boolean;
  running(): number;
  /** Whether the last look for drift found any. */
  isDrifted(): boolean;
  /** Aborted once it was asked to stop. */
  readonly stopping: AbortSignal;
  /** Another configuration for every run that begins from now on. @throws What opening alerts throws; nothing has changed then. */
  reload(config: SidecarConfig): Promise<void>;
  /** Begins nothing new, and abandons what has not ended after `ms`. */
  stop(ms: number): Promise<void>;
  /** Resolves when nothing is under way and the engine is closed. */
  ended(): Promise<void>;
}

export async function createStageRunner(
  options: CoordinatorOptions & { readonly models: ModelSource },
): Promise<StageRunner> {
  const {
    clock,
    effects = stageEffects,
    health,
    logOf,
    metrics,
    models,
    runId,
    state,
    isPatient = true,
  } = options;
  const stopping = new AbortController();
  const abandoned = new AbortController();
  setMaxListeners(0, stopping.signal, abandoned.signal);
  let config = options.config;
  let alerting = await options.openAlerting(config);
  let isDrifted = false;
  const busy = new Map<Stage, Promise<StageEnd>>();
  const trimDaily = createTrimmer();
  const onWorld = (code: string | null): void => {
    health.splunk(code);
    if (code !== null) metrics.splunkError(code);
  };
  const patience = { clock, stopping: stopping.signal, isPatient, onWorld };
  const engines = holdEngine(options.openEngine, createPatience({ ...patience, log: logOf(runId) }));

  const work = async (stage: Stage, context: StageContext): Promise<StageEnd> => {
    if (stage === 'train') return trainStage(context);
    if (stage === 'score') {
      const end = await scoreStage(context);
      await trimDaily(context);
      return end;
    }
    const { end, isDrifted: found } = await driftStage(context);
    isDrifted = found;
    return end;
  };
  const start = (stage: Stage): Promise<StageEnd> => {
    const mine = config;
    const fixed = { config: mine, clock, metrics, health, state, models, effects, alerting };
    const signals = { signal: abandoned.signal, stopping: stopping.signal };
    const told = { stage, startedAt: clock.now(), now: clock.now, metrics, signal: abandoned.signal };
    return runStage(
      (run) => {
        const patiently = createPatience({ ...patience, log: run.log });
        return engines.use(mine, (engine) =>
          work(stage, { ...fixed, ...signals, ...run, engine, patiently, logOf: (id) => logOf(id, stage) }),
        );
      },
      { ...told, logOf: (id) => logOf(id, stage) },
    );
  };
  /** Training and drift read much and are in no hurry: they go one after the other. */
  const turnOf = (stage: Stage): Promise<unknown> => {
    const other = stage === 'train' ? busy.get('drift') : stage === 'drift' ? busy.get('train') : undefined;
    return other ?? Promise.resolve();
  };
  return {
    run: (stage) => {
      const running = turnOf(stage).then(() => (stopping.signal.aborted ? 'nothing' : start(stage)));
      const ended = running.finally(() => busy.delete(stage));
      busy.set(stage, ended);
      return ended;
    },
    isBusy: (stage) => busy.has(stage),
    running: () => busy.size,
    isDrifted: () => isDrifted,
    stopping: stopping.signal,
    reload: async (next) => {
      alerting = await options.openAlerting(next);
      config = next;
    },
    stop: async (ms) => {
      stopping.abort();
      const late = new AbortController();
      const all = Promise.all(busy.values()).finally(() => late.abort());
      await Promise.race([all, clock.sleep(ms, late.signal)]);
      if (busy.size > 0) abandoned.abort(new DOMException('the worker stops', 'AbortError'));
      await all;
    },
    ended: async () => {
      await Promise.all(busy.values());
      await engines.close();
    },
  };
}
