import { join } from 'node:path';
import type { SetAside } from '@sidecar/pipeline/checkpoint';
import type { IndexWindow, Slice } from '@sidecar/pipeline/slices';
import type { ScoredSlice, ScoredWindow, ScoreWindowOptions, WindowScorer } from '@sidecar/pipeline/windows';
import { eventTimesOf } from '../stages/event-times-of.ts';
import type { ScoringJob, ScoringOutcome } from '../stages/stage-engine.ts';
import { attemptOften } from './attempt-often.ts';
import type { LocalRun } from './create-local-engine.ts';
import { readAhead } from './read-ahead.ts';
import { withWorkFolder } from './with-work-folder.ts';

/**
 * Scores windows one after the other with one scorer, and writes the records of each before the next is scored. A window that fails for a reason of
 * its own is set aside, and the state goes on as if it had been followed, or if it cannot be, as if it had no events: as with many workers.
 */
export function scoreLocally(job: ScoringJob, local: LocalRun): Promise<ScoringOutcome> {
  return withWorkFolder(async (folder) => {
    const { signal, onProgress } = local.run;
    const windows: ScoredWindow[] = [];
    const setAside: SetAside[] = [];
    const steps = createSteps(job, local);
    const often = { attempts: job.config.worker.score.attempts, signal };
    const putAside = (
      window: IndexWindow,
      { reason, attempts }: { reason: string; attempts: number },
    ): void => {
      setAside.push({ stage: 'score', window, reason, attempts, at: new Date().toISOString() });
    };
    const read = (window: IndexWindow): ReturnType<typeof attemptOften<Slice>> =>
      attemptOften(() => local.patiently('reading events', () => readWindow(window, job, local)), often);
    for await (const { item: window, value: slice } of readAhead(job.windows, read)) {
      signal.throwIfAborted();
      if (!slice.isDone) {
        putAside(window, slice);
        continue;
      }
      const recordsPath = join(folder, `${window.from}.ndjson`);
      const scored = await attemptOften(
        () => scoreWindow(slice.result, { window, job, steps, recordsPath, local }),
        often,
      );
      if (scored.isDone) windows.push(scored.result);
      else {
        putAside(window, scored);
        await steps.passOver(slice.result.bytes, window.to * 1000);
      }
      onProgress('windows', windows.length);
    }
    return { windows, setAside, state: steps.state() };
  });
}

function readWindow(window: IndexWindow, { config }: ScoringJob, { work, run }: LocalRun): Promise<Slice> {
  const request = { by: 'index', window, ...eventTimesOf(window, config) } as const;
  // By the window's own time, so that what is read does not depend on when that is done.
  return work.readSlice(request, { config, now: new Date(window.to * 1000), signal: run.signal });
}

interface WindowWork {
  readonly window: IndexWindow;
  readonly job: ScoringJob;
  readonly steps: Steps;
  readonly recordsPath: string;
  readonly local: LocalRun;
}

async function scoreWindow(
  { bytes, ...counts }: Slice,
  { window, job: { config, generation }, steps, recordsPath, local: { run, work } }: WindowWork,
): Promise<ScoredWindow> {
  const { runId, signal } = run;
  const { recordsPath: path, ...scored } = await steps.score(bytes, {
    runId,
    recordsPath,
    notAfter: window.to * 1000,
  });
  const records = { recordsPath: path };
  const writes = await work.writeWindow({ scored: records, window, generation, config, signal });
  return { ...scored, window, counts, writes };
}

/** A scorer that goes on from where it was after a window that failed. */
interface Steps {
  score(bytes: Uint8Array, options: WindowOptions): Promise<ScoredSlice>;
  /** Past a window that is set aside. */
  passOver(bytes: Uint8Array, notAfter: number): Promise<void>;
  state: WindowScorer['state'];
}

/** The end of a window comes with its events. */
type WindowOptions = ScoreWindowOptions & { readonly notAfter: number };

interface Passed {
  readonly bytes: Uint8Array;
  readonly notAfter: number;
}

/** The events of a batch are few bytes, so they are kept rather than a state for each window: one that fails is rare. */
function createSteps(
  { model: { model, version }, config, state }: ScoringJob,
  { run: { signal }, work }: LocalRun,
): Steps {
  const passed: Passed[] = [];
  const begin = (): WindowScorer => work.createWindowScorer({ model, version, config, state, signal });
  let scorer = begin();
  let scored: Passed | null = null;
  const rewind = async (): Promise<void> => {
    scorer = begin();
    for (const { bytes, notAfter } of passed) await scorer.follow(bytes, notAfter);
  };
  /** What was scored last was written, unless it is the one that comes again. */
  const settle = async (next: Passed): Promise<void> => {
    if (scored?.bytes === next.bytes) await rewind();
    else if (scored !== null) passed.push(scored);
    scored = next;
  };
  return {
    score: async (bytes, options) => {
      await settle({ bytes, notAfter: options.notAfter });
      return scorer.score(bytes, options);
    },
    passOver: async (bytes, notAfter) => {
      await rewind();
      scored = null;
      try {
        await scorer.follow(bytes, notAfter);
        passed.push({ bytes, notAfter });
      } catch {
        signal.throwIfAborted();
        await rewind();
      }
    },
    state: () => scorer.state(),
  };
}
