import { createObserver } from '@sidecar/features';
import { type BehaviorModel, fitModel } from '@sidecar/scoring';
import { numbered, START } from './applied.ts';
import { strangeRows } from './strange-rows.ts';

const DAY_MS = 86_400_000;
export const ZONE = 'Europe/Berlin';

/** A small model of nothing but strange rows, in a time zone whose clocks change. */
export function strangeModel(): BehaviorModel {
  const rows = strangeRows(600, { from: START, until: START + 20 * DAY_MS, seed: 'app' });
  const events = numbered(rows)
    .flatMap(({ event }) => event ?? [])
    .sort((a, b) => a.time - b.time);
  const observer = createObserver({ timeZone: ZONE });
  const observations = events.map(observer.observe);
  return fitModel(observations, { rateState: observer.state(), timeZone: ZONE });
}
