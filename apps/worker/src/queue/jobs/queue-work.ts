import type { InputCounts, Profiles, RunDrift, SidecarConfig, SidecarModel } from '@sidecar/pipeline';
import type { Slice, SliceFacts } from '@sidecar/pipeline/slices';
import type {
  WindowScorer,
  WindowScorerOptions,
  WriteWindowOptions,
  ScoredSlice,
} from '@sidecar/pipeline/windows';
import type { SliceRequest } from './job-data.ts';

/** A slice that is read when it is needed. */
export interface SliceToOpen {
  readonly facts: SliceFacts;
  readonly source: () => Promise<Uint8Array>;
}

interface Under {
  readonly config: SidecarConfig;
  readonly signal: AbortSignal;
}

/** The work itself, which knows nothing of a queue. */
export interface QueueWork {
  readSlice(
    request: SliceRequest,
    under: Under & { onWarning: (warning: { readonly message: string }) => void },
  ): Promise<Slice>;
  trainOnSlices(options: Under & { readonly slices: readonly SliceToOpen[]; readonly now: Date }): Promise<{
    readonly model: SidecarModel | null;
    readonly profiles: Profiles | null;
    readonly counts: InputCounts;
  }>;
  driftOnSlices(
    model: SidecarModel,
    slices: readonly SliceToOpen[],
    under: Under,
  ): Promise<{ readonly drift: RunDrift | null; readonly counts: InputCounts }>;
  createWindowScorer(options: WindowScorerOptions): WindowScorer;
  writeWindow(
    options: WriteWindowOptions & { readonly scored: Pick<ScoredSlice, 'recordsPath'> },
  ): ReturnType<typeof import('@sidecar/pipeline/windows').writeWindow>;
}
