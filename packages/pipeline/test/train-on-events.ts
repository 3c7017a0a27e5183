import type { AuthEvent } from '@sidecar/events';
import type { BehaviorModel, TrainingSettings } from '@sidecar/scoring';
import { observeEvents } from '../src/observe/observed-events.ts';
import { setAsideBursts } from '../src/observe/set-aside-bursts.ts';
import { createEventStore } from '../src/store/create-event-store.ts';
import { trainBehavior } from '../src/train/train-behavior.ts';

/** A model of events in memory, bursts set aside, as `train` makes it of files. */
export async function trainOnEvents(
  past: Iterable<AuthEvent>,
  settings: TrainingSettings,
): Promise<BehaviorModel> {
  const store = createEventStore();
  for (const { time, ...kind } of past) store.add(kind, time);
  const stored = await store.finish();
  const all = await observeEvents(stored, { timeZone: settings.timeZone });
  const { events } = await setAsideBursts(all);
  const model = await trainBehavior(events, { settings, rejected: 0, rateState: events.rateState });
  await Promise.all([events.remove(), all.remove(), stored.remove()]);
  return model;
}
