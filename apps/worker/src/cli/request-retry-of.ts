import { readCheckpoint } from '@sidecar/pipeline/checkpoint';
import { loadWorkerConfig } from '../config/load-worker-config.ts';
import { requestRetry } from '../state/retry-request.ts';
import { isoTime } from '../stages/iso-time.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';

/** `sidecar-worker retry`: tells what was set aside, and asks for its windows to be scored once more. */
export async function requestRetryOf(
  { config: path }: { readonly config: string },
  { stdout, env }: Pick<Io, 'stdout' | 'env'>,
): Promise<ExitCode> {
  const { config } = loadWorkerConfig(path, { env, role: 'all' });
  const { state_dir: folder, score } = config.worker;
  const checkpoint = await readCheckpoint(folder);
  const windows = checkpoint?.setAside.filter(({ stage }) => stage === 'score') ?? [];
  if (windows.length === 0) {
    stdout.write(`Nothing that was to be scored is set aside in ${folder}.\n`);
    return EXIT.nothingToDo;
  }
  await requestRetry(folder);
  for (const { window, reason } of windows)
    stdout.write(`indexed ${isoTime(window.from)} to ${isoTime(window.to)}: ${reason}\n`);
  const count = windows.length === 1 ? 'This window is' : `These ${windows.length} windows are`;
  stdout.write(`${count} scored once more when the worker scores next (${score.cron}), or starts.\n`);
  return EXIT.done;
}
