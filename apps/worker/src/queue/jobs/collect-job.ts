import type { JobContext } from './job-context.ts';
import type { CollectResult } from './job-data.ts';

/** Tells which windows were written. */
export async function collectJob(_job: object, { children }: JobContext): Promise<CollectResult> {
  const { done, failed } = await children();
  return { written: done.map(({ index }) => index), failed };
}
