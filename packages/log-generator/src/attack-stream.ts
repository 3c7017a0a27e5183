import { type Happening } from './happening.ts';
import { createHeap } from './heap.ts';
import { type EventLabel } from './seed-event.ts';

/** One attack that has been cast: which events, how many, under which label. */
export interface PlannedIncident {
  readonly from: number;
  readonly size: number;
  readonly label: EventLabel;
  readonly happenings: Generator<Happening>;
}

/** An attack event on the way. */
export interface LabelledHappening {
  readonly time: number;
  readonly happening: Happening;
  readonly label: EventLabel;
}

/** The events of all incidents in time order; incidents hold one event each in memory. */
export function* attackStream(incidents: readonly PlannedIncident[]): Generator<LabelledHappening> {
  const heap = createHeap<LabelledHappening & { rest: Generator<Happening> }>();
  const advance = (label: EventLabel, rest: Generator<Happening>): void => {
    const next = rest.next();
    if (next.done !== true) heap.push({ time: next.value.time, happening: next.value, label, rest });
  };
  for (const { label, happenings } of incidents) advance(label, happenings);
  for (let top = heap.pop(); top !== undefined; top = heap.pop()) {
    yield top;
    advance(top.label, top.rest);
  }
}
