import { openCoordinator } from '../coordinator/open-coordinator.ts';
import type { StageEnd } from '../stages/stage-context.ts';
import { EXIT } from './exit-code.ts';
import { openEngine } from './open-engine.ts';
import { watchSignals } from './watch-signals.ts';
import type { WorkerProcess } from './worker-process.ts';

/** Beyond `worker.stop_seconds`, for what is abandoned to clean up. */
const GRACE_MS = 10_000;

const ENDS: Readonly<Record<StageEnd, number>> = {
  done: EXIT.done,
  nothing: EXIT.nothingToDo,
  partial: EXIT.partial,
  failed: EXIT.failed,
};

/** The role `all`: follows the schedules until it is asked to stop; `once`, does what is due and ends. */
export async function coordinate(
  { io, config, log, logs, ops, reload, ...parts }: WorkerProcess,
  { once }: { readonly once: boolean },
): Promise<number> {
  const { health, metrics } = parts;
  const abandon = new AbortController();
  let interrupted: number | undefined;
  const { stdout, env } = io;
  const coordinator = await openCoordinator({
    ...parts,
    config: config(),
    log: logs,
    stdout,
    env,
    openEngine: openEngine({ log, metrics, onRedis: health.redis, signal: abandon.signal }),
    isPatient: !once,
  });
  const stop = (why: string): void => {
    const seconds = config().worker.stop_seconds;
    log.info({}, `${why}: what is under way has ${seconds} s to end`);
    setTimeout(() => process.exit(interrupted ?? EXIT.done), seconds * 1000 + GRACE_MS).unref();
    setTimeout(() => abandon.abort(), seconds * 1000).unref();
    void coordinator.stop();
  };
  const unwatch = watchSignals({
    onStop: (name, code) => {
      if (once) interrupted = code;
      stop(name);
    },
    onReload: () =>
      void reload(async (next) => {
        await coordinator.reload(next);
        await ops.move(next.worker.http);
      }),
  });
  coordinator.lost.addEventListener('abort', () => {
    interrupted = EXIT.failed;
    log.error({}, (coordinator.lost.reason as Error).message);
    stop('the folder of the state is lost');
  });
  try {
    if (once) {
      const end = await coordinator.once();
      return interrupted ?? ENDS[end];
    }
    log.info({ state_dir: config().worker.state_dir }, 'the worker has started');
    await coordinator.run();
    log.info({}, 'the worker has stopped');
    return interrupted ?? EXIT.done;
  } finally {
    unwatch();
    await coordinator.close();
  }
}
