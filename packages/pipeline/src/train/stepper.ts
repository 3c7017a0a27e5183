import { setImmediate } from 'node:timers/promises';
import type { Progress } from '../progress.ts';

export interface StepperOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Progress | undefined;
}

/** Tells of steps of a long computation, each of which begins when the promise resolves; it rejects with the signal's reason if that stopped it. */
export function stepper({ signal, onProgress }: StepperOptions): (stage: string) => Promise<void> {
  return async (stage) => {
    onProgress?.({ stage, done: 0, note: 'done' });
    await giveTurn(signal);
  };
}

/** Lets an interruption be heard and progress be drawn between two long computations. */
export async function giveTurn(signal: AbortSignal | undefined): Promise<void> {
  await setImmediate();
  signal?.throwIfAborted();
}
