import type { SidecarConfig } from '../config/index.ts';
import type { InputCounts } from '../input/input-counts.ts';
import type { SidecarModel } from '../model.ts';
import { createEngine } from '../score/create-engine.ts';
import { scoreInputs, type ScoreInputsOptions, type ScoreSink } from '../score/score-inputs.ts';
import { createScoreRecorder, type RecordedScores } from './score-recorder.ts';

/** Scores files with a model and keeps what a comparison needs. @param stage - What the work is called in progress. */
export async function recordScores(
  model: SidecarModel,
  config: Pick<SidecarConfig, 'modeling'>,
  { onProgress, ...reading }: ScoreInputsOptions,
  stage: string,
): Promise<{ readonly recorded: RecordedScores; readonly counts: InputCounts }> {
  let recorder = createScoreRecorder();
  const openSink = async (): Promise<ScoreSink> => {
    recorder = createScoreRecorder();
    return {
      take: (line) => {
        recorder.take(line);
        return undefined;
      },
      close: async () => {},
      abort: async () => {},
    };
  };
  const inputs = { ...reading, ...(onProgress && { onProgress: renamed }) };
  const counts = await scoreInputs(createEngine(model, config), inputs, { openSink, canTakeBack: true });
  return { recorded: recorder.recorded(), counts };

  function renamed(event: Parameters<NonNullable<ScoreInputsOptions['onProgress']>>[0]): void {
    onProgress?.({ ...event, stage });
  }
}
