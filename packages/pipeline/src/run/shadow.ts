import { createScoreRecorder } from '../compare/score-recorder.ts';
import { recordScores } from '../compare/record-scores.ts';
import { type SideBySide, sideBySide } from '../compare/side-by-side.ts';
import type { SidecarConfig } from '../config/index.ts';
import type { SidecarModel } from '../model.ts';
import { knownModel } from '../registry/known-model.ts';
import { registryShow } from '../registry/registry-read.ts';
import type { ScoreInputsOptions } from '../score/score-inputs.ts';
import type { ScoredLine } from '../score/scoring-engine.ts';

/** A model that scores beside the one in use. */
export interface Shadow {
  readonly model: SidecarModel;
  readonly version: string;
}

/** What the model in use, the first, and its shadow, the second, say of the events of a run. */
export interface ShadowReport extends SideBySide {
  /** The shadow's version. */
  readonly modelVersion: string;
}

/** Listens to a run's scoring, to compare it with that of the shadow. */
export interface BesideShadow {
  /** Forgets what it heard: the scoring begins anew. */
  restart(): void;
  take(line: ScoredLine): void;
  /** Scores the same events with the shadow; writes nothing. */
  compare(reading: ScoreInputsOptions): Promise<ShadowReport>;
}

/** @throws ModelError if the version is unknown or the model cannot be used. */
export async function loadShadow(folder: string, wanted: string): Promise<Shadow> {
  const { model, version, path } = await registryShow(folder, wanted);
  return { model: knownModel(model, path), version };
}

export function besideShadow(
  { model, version }: Shadow,
  config: Pick<SidecarConfig, 'modeling'>,
): BesideShadow {
  let recorder = createScoreRecorder();
  return {
    restart: () => {
      recorder = createScoreRecorder();
    },
    take: (line) => recorder.take(line),
    compare: async (reading) => {
      const { recorded } = await recordScores(model, config, reading, 'scoring with the shadow');
      return { modelVersion: version, ...sideBySide(recorder.recorded(), recorded) };
    },
  };
}
