import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SidecarConfig } from '@sidecar/pipeline';
import type { SetAside } from '@sidecar/pipeline/checkpoint';
import { type KnownSlice, readSlice, type TimeSlice } from '@sidecar/pipeline/slices';
import type { Patience } from '../stages/create-patience.ts';
import type { StageRun } from '../stages/stage-engine.ts';
import { attemptOften } from './attempt-often.ts';

export interface ReadSlicesOptions {
  readonly stage: 'train' | 'drift';
  readonly config: SidecarConfig;
  /** Where the slices are kept. */
  readonly folder: string;
  readonly patiently: Patience;
  readonly run: StageRun;
}

export interface SlicesRead {
  readonly slices: readonly KnownSlice[];
  readonly missing: readonly TimeSlice[];
  readonly setAside: readonly SetAside[];
}

/** Reads slices of event time one after the other into a folder. One that cannot be read for a reason of its own is set aside. */
export async function readSlicesLocally(
  slices: readonly TimeSlice[],
  { stage, config, folder, patiently, run }: ReadSlicesOptions,
): Promise<SlicesRead> {
  const { signal, onProgress } = run;
  const read: KnownSlice[] = [];
  const setAside: SetAside[] = [];
  for (const [i, slice] of slices.entries()) {
    const attempted = await attemptOften(
      () => patiently('reading events', () => readSlice({ by: 'event', slice }, { config, signal })),
      { attempts: config.queue.attempts, signal },
    );
    if (attempted.isDone) {
      const { bytes, ...facts } = attempted.result;
      const path = join(folder, `${i}.slice`);
      await writeFile(path, bytes, { mode: 0o600 });
      read.push({ facts, source: () => readFile(path) });
    } else {
      const { reason, attempts } = attempted;
      setAside.push({ stage, window: slice, reason, attempts, at: new Date().toISOString() });
    }
    onProgress('reading slices', i + 1);
  }
  return { slices: read, missing: setAside.map(({ window }) => window), setAside };
}
