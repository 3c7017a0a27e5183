import { serverTime } from '@sidecar/pipeline/slices';
import { systemClock } from '../clock/clock.ts';
import { codeOf } from '../stages/create-patience.ts';
import { EXIT } from './exit-code.ts';
import { takeJobs } from './open-engine.ts';
import { watchSignals } from './watch-signals.ts';
import type { WorkerProcess } from './worker-process.ts';

/** How often Splunk is asked whether it is there: who takes jobs may have none for long. */
const ASK_MS = 30_000;

/** The role `work`: takes jobs from Redis until it is asked to stop. Needs no disk but for temporary files. */
export async function takeWork({
  config,
  log,
  metrics,
  health,
  ops,
  reload,
}: WorkerProcess): Promise<number> {
  const stopping = new AbortController();
  const abandon = new AbortController();
  const options = { log, metrics, onRedis: health.redis, signal: abandon.signal };
  const unwatch = watchSignals({
    onStop: (name) => {
      log.info({}, `${name}: jobs under way have ${config().worker.stop_seconds} s to end`);
      stopping.abort();
    },
    onReload: () =>
      void reload(async (next) => {
        const fresh = await takeJobs(next, options);
        await worker.close({ timeoutMs: config().worker.stop_seconds * 1000 });
        worker = fresh;
        await ops.move(next.worker.http);
      }),
  });
  let worker = await takeJobs(config(), options);
  log.info({}, 'the worker has started, and takes work from Redis');
  while (!stopping.signal.aborted) {
    health.beat();
    const code = await serverTime(config(), stopping.signal).then(
      () => null,
      (error: unknown) => codeOf(error),
    );
    if (!stopping.signal.aborted) health.splunk(code);
    await systemClock.sleep(ASK_MS, stopping.signal);
  }
  await worker.close({ timeoutMs: config().worker.stop_seconds * 1000 });
  abandon.abort();
  unwatch();
  log.info({}, 'the worker has stopped');
  return EXIT.done;
}
