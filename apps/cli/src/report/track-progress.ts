import { formatCount } from '../render/format-number.ts';
import type { Reporter, Stage } from './reporter.ts';

/** One step of work, as the pipeline tells it. */
export interface ProgressEvent {
  readonly stage: string;
  readonly done: number;
  readonly total?: number;
  readonly note?: string;
}

export type Progress = (event: ProgressEvent) => void;

/**
 * A callback for the pipeline that feeds a reporter: a stage is done when the next begins, or at `finish`.
 *
 * The summary of a stage is its last note, or else its last count.
 */
export function trackProgress(reporter: Reporter): {
  readonly onProgress: Progress;
  readonly finish: () => void;
} {
  let stage: Stage | undefined;
  let last: ProgressEvent | undefined;
  const finish = (): void => {
    if (stage && last) stage.done(last.note ?? formatCount(last.done));
    stage = undefined;
  };
  const onProgress = (event: ProgressEvent): void => {
    if (stage === undefined || event.stage !== last?.stage) {
      finish();
      stage = reporter.stage(event.stage);
    }
    last = event;
    stage.progress(event.done, event.total, event.note);
  };
  return { onProgress, finish };
}
