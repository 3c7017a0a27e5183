import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Profiles, RunDrift, SidecarModel } from '@sidecar/pipeline';
import { sealModel } from '@sidecar/pipeline/registry';
import type { SliceFacts, SliceRequest } from '@sidecar/pipeline/slices';
import type { ScorerState } from '@sidecar/scoring';

import type { QueueWork } from '../src/queue/jobs/queue-work.ts';

/** Work that is quick and told apart to the last bit: every result is a digest of all that it may depend on. */
export interface FakeWork extends QueueWork {
  /** Starts of slices by how often they were read. */
  readonly reads: Map<number, number>;
  /** What was written, by the start of the window: the records and how often. */
  readonly written: Map<number, { readonly record: string; readonly times: number }>;
  /** Called at the beginning of each piece, with what it is and where its slice begins. */
  onPiece: (what: 'read' | 'follow' | 'write' | 'train', from: number, signal?: AbortSignal) => Promise<void>;
}

export const fakeModel = { preset: 'behavior', numbers: [1, 2.5, 1e-9] } as unknown as SidecarModel;
export const fakeVersion = sealModel(fakeModel).version;

export function createFakeWork({
  onPiece = () => sleep(1),
}: Partial<Pick<FakeWork, 'onPiece'>> = {}): FakeWork {
  const reads: FakeWork['reads'] = new Map();
  const written: FakeWork['written'] = new Map();
  const work: FakeWork = {
    reads,
    written,
    onPiece,
    readSlice: async (request, { config, signal }) => {
      const from = startOf(request);
      reads.set(from, (reads.get(from) ?? 0) + 1);
      await work.onPiece('read', from, signal);
      const bytes = Buffer.from(`${from} ${config.ingestion.query} ${JSON.stringify(request)}`);
      return { ...factsOf(from), bytes };
    },
    trainOnSlices: async ({ slices, now, config, signal }) => {
      await work.onPiece('train', 0, signal);
      const bytes = await Promise.all(slices.map(({ source }) => source()));
      const model = { preset: 'behavior', now, seed: config.modeling.random_state, of: bytes.map(digest) };
      const events = slices.reduce((sum, { facts }) => sum + facts.events, 0);
      return {
        model: JSON.parse(JSON.stringify(model)) as SidecarModel,
        profiles: {
          userProfiles: [{ _key: 'a', n: events }],
          clusterProfiles: [],
          userThresholds: [],
        } as Profiles,
        counts: { events, rejected: 0, rejections: [] },
      };
    },
    driftOnSlices: async (model, slices, { signal }) => {
      await work.onPiece('train', 0, signal);
      const bytes = await Promise.all(slices.map(({ source }) => source()));
      const drift = {
        drifted: false,
        culprit: digest(Buffer.concat([Buffer.from(sealModel(model).hash), ...bytes])),
      };
      return {
        drift: drift as unknown as RunDrift,
        counts: { events: bytes.length, rejected: 0, rejections: [] },
      };
    },
    createWindowScorer: ({ model, state, signal }) => {
      let trail = (state as unknown as { trail: string } | null)?.trail ?? null;
      const fresh = digest(Buffer.from(sealModel(model).hash));
      const go = async (slice: Uint8Array, what: 'follow' | 'write'): Promise<string> => {
        const from = Number(Buffer.from(slice).toString().split(' ')[0]);
        await work.onPiece(what, from, signal);
        const before = trail ?? fresh;
        if (factsOf(from).events > 0)
          trail = digest(Buffer.concat([Buffer.from(trail ?? `first ${from}`), slice]));
        return `${before} ${trail ?? fresh}`;
      };
      return {
        follow: async (slice) => void (await go(slice, 'follow')),
        score: async (slice, { runId, recordsPath }) => {
          const states = await go(slice, 'write');
          await writeFile(recordsPath, `${runId} ${states} ${digest(slice)}`);
          const outliers = { [states]: 1 };
          return {
            recordsPath,
            outliers,
            beyond: { user: 1, cluster: 2, global: 3 },
            outlierEvents: [],
            forgotten: 0,
          };
        },
        // As with the real one, the first event chooses what is begun with if nothing is handed over.
        state: () => ({ trail: trail ?? fresh }) as unknown as ScorerState,
      };
    },
    writeWindow: async ({ scored, window, generation }) => {
      const record = `${generation} ${await readFile(scored.recordsPath, 'utf8')}`;
      written.set(window.from, { record, times: (written.get(window.from)?.times ?? 0) + 1 });
      return [{ target: 'auth_events', written: 1, failed: 0, readBack: null, complete: true }];
    },
  };
  return work;
}

export function factsOf(from: number): SliceFacts {
  return { events: (from / 60) % 7, rejected: 0, rejections: [], firstTime: from, lastTime: from + 1 };
}

function startOf(request: SliceRequest): number {
  return request.by === 'event' ? request.slice.from : request.window.from;
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
