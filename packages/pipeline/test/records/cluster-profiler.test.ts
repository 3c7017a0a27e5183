import { expect, test } from 'vitest';
import { createClusterProfiler } from '../../src/records/cluster-profiler.ts';
import { normalise, isRejection, type EventKind } from '@sidecar/events';

function kind(signature_id: number): EventKind {
  const event = normalise({ TimeCreated: '2026-09-30T09:00:00Z', user: 'ann', signature_id });
  if (isRejection(event)) throw new Error(event.detail);
  return event;
}

test('of signatures with as many events each the order of events has no say, nor in the label', () => {
  const profilesOf = (signatures: readonly number[]): unknown => {
    const profiler = createClusterProfiler(1);
    for (const id of signatures) profiler.add(0, kind(id), 9);
    return profiler.profiles();
  };
  const profiles = profilesOf([4625, 4624, 4769, 4769, 4624, 4625]);
  expect(profilesOf([4769, 4625, 4624, 4624, 4625, 4769])).toEqual(profiles);
  expect(profiles).toMatchObject([{ label: expect.stringMatching(/^mostly 4624, /) }]);
});
