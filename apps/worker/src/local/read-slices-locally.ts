import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SidecarConfig } from '@sidecar/pipeline';
import type { SetAside } from '@sidecar/pipeline/checkpoint';
import type { KnownSlice, TimeSlice } from '@sidecar/pipeline/slices';
import { attemptOften } from './attempt-often.ts';
import type { LocalRun } from './create-local-engine.ts';

export interface ReadSlicesOptions extends LocalRun {
  readonly stage: 'train' | 'drift';
  readonly config: SidecarConfig;
  /** Where the slices are kept. */
  readonly folder: string;
}

export interface SlicesRead {
  readonly slices: readonly KnownSlice[];
  readonly missing: readonly TimeSlice[];
  readonly setAside: readonly SetAside[];
}

/** Reads slices of event time one after the other into a folder. One that cannot be read for a reason of its own is set aside. */
export async function readSlicesLocally(
  slices: readonly TimeSlice[],
  { stage, config, folder, patiently, run, work }: ReadSlicesOptions,
): Promise<SlicesRead> {
  const { signal, onProgress } = run;
  const read: KnownSlice[] = [];
  const setAside: SetAside[] = [];
  for (const [i, slice] of slices.entries()) {
    const attempted = await attemptOften(
      () => patiently('reading events', () => work.readSlice({ by: 'event', slice }, { config, signal })),
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
