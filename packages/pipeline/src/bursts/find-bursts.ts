import { facetNames, type Observation } from '@sidecar/features';
import type { Burst } from './burst.ts';
import { describeBursts } from './describe-bursts.ts';
import { scales, type SlotScale, type SlotTotals, surgesOf } from './surges-of.ts';

/** What is looked at of an event. */
export type BurstEvent = Pick<Observation, 'time' | 'user' | 'failed' | 'facets'>;

export interface FoundBursts {
  /** Oldest first. */
  readonly bursts: readonly Burst[];
  /** The places of their events, in the order of the events. */
  readonly places: ReadonlySet<number>;
}

/** No more of a failure than is needed, as there may be millions. */
interface Failure {
  readonly place: number;
  readonly time: number;
  readonly user: string;
  readonly source: string | null;
  readonly destination: string | null;
}

const SOURCE = facetNames.indexOf('source');
const DESTINATION = facetNames.indexOf('destination');
const MOSTLY_FAILING = 0.9;

/** What failures can have in common. */
interface Gathering {
  readonly keyOf: (failure: Failure) => string | null;
  /** Whether the slots beside a surge, into which it reaches, belong to it: failures there can hardly be others. */
  readonly reaches: boolean;
}

const bySource: Gathering = { keyOf: ({ source }) => source, reaches: true };

/** In this order; the last is for failures that have nothing but the time in common. */
const gatherings: readonly Gathering[] = [
  bySource,
  { keyOf: ({ user }) => user, reaches: true },
  { keyOf: ({ destination }) => destination, reaches: false },
  { keyOf: () => '', reaches: false },
];

/**
 * Finds bursts: failures of one source, on one account, at one destination, or of all together, that for some hours or days
 * outnumber everything else that happens in a busy hour or day (`surgesOf`). Passwords are sprayed and guessed like this, and a
 * broken domain controller looks like it; habits do not. A burst takes with it what else a source did in those
 * hours, where nine in ten of its events fail: among the guesses is the one that was right.
 *
 * Meant to be sure rather than complete: slow attacks, surges of successes, and bursts in less than a day of events, of which
 * nothing tells what is ordinary, are not found.
 *
 * @param events - In any order; gone through twice.
 */
export function findBursts(events: Iterable<BurstEvent>): FoundBursts {
  const failures: Failure[] = [];
  const tallies = scales.map(({ slotMs }) => createSlotTally(slotMs));
  let size = 0;
  for (const event of events) {
    for (const tally of tallies) tally.add(event.time);
    if (event.failed) failures.push(failureOf(event, size));
    size += 1;
  }
  const places = new Set<number>();
  const sources = new Map<string, Set<number>>();
  scales.forEach((scale, s) => {
    const totals = totalsOf(tallies[s]!.bySlot(), size);
    for (const gathering of gatherings) {
      const surges = surgesOf(cells(failures, places, gathering, scale), totals, scale);
      claim(failures, places, surges, gathering, scale);
      if (gathering === bySource) noteSources(sources, surges, scale);
    }
  });
  if (places.size === 0) return { bursts: [], places };
  claimSuccesses(events, places, sources);
  // Where nothing else happens, nothing tells what is ordinary.
  if (places.size === size) return { bursts: [], places: new Set() };
  return { bursts: describeBursts(events, places, size), places };
}

function failureOf({ time, user, facets }: BurstEvent, place: number): Failure {
  return { place, time, user, source: facets[SOURCE] ?? null, destination: facets[DESTINATION] ?? null };
}

/** Failures not yet claimed, by key and slot. */
function cells(
  failures: readonly Failure[],
  places: ReadonlySet<number>,
  { keyOf }: Gathering,
  { slotMs }: SlotScale,
): Map<string, Map<number, number>> {
  const byKey = new Map<string, Map<number, number>>();
  for (const failure of failures) {
    const { place, time } = failure;
    const key = keyOf(failure);
    if (key === null || places.has(place)) continue;
    let bySlot = byKey.get(key);
    if (bySlot === undefined) byKey.set(key, (bySlot = new Map()));
    addOne(bySlot, Math.floor(time / slotMs));
  }
  return byKey;
}

/** Takes the failures of surging slots. */
function claim(
  failures: readonly Failure[],
  places: Set<number>,
  surges: ReadonlyMap<string, ReadonlySet<number>>,
  { keyOf, reaches }: Gathering,
  { slotMs }: SlotScale,
): void {
  if (surges.size === 0) return;
  for (const failure of failures) {
    const { place, time } = failure;
    const key = keyOf(failure);
    const slots = key === null ? undefined : surges.get(key);
    if (slots === undefined) continue;
    const slot = Math.floor(time / slotMs);
    if (slots.has(slot) || (reaches && (slots.has(slot - 1) || slots.has(slot + 1)))) places.add(place);
  }
}

const HOUR_MS = 3_600_000;

/** Notes the hours of surging sources. */
function noteSources(
  sources: Map<string, Set<number>>,
  surges: ReadonlyMap<string, ReadonlySet<number>>,
  { slotMs }: SlotScale,
): void {
  const hours = slotMs / HOUR_MS;
  for (const [source, slots] of surges) {
    const noted = sources.get(source) ?? new Set();
    sources.set(source, noted);
    for (const slot of slots) {
      for (let hour = (slot - 1) * hours; hour < (slot + 2) * hours; hour++) noted.add(hour);
    }
  }
}

function claimSuccesses(
  events: Iterable<BurstEvent>,
  places: Set<number>,
  sources: ReadonlyMap<string, ReadonlySet<number>>,
): void {
  const seenOf = new Map<string, { failed: number; readonly succeeded: number[] }>();
  let place = 0;
  for (const { time, failed, facets } of events) {
    const source = facets[SOURCE] ?? null;
    if (source !== null && sources.get(source)?.has(Math.floor(time / HOUR_MS)) === true) {
      const seen = seenOf.get(source) ?? { failed: 0, succeeded: [] };
      seenOf.set(source, seen);
      if (failed) seen.failed += 1;
      else seen.succeeded.push(place);
    }
    place += 1;
  }
  for (const { failed, succeeded } of seenOf.values()) {
    if (failed >= MOSTLY_FAILING * (failed + succeeded.length)) for (const one of succeeded) places.add(one);
  }
}

function totalsOf(bySlot: ReadonlyMap<number, number>, events: number): SlotTotals {
  let first = Infinity;
  let last = -Infinity;
  for (const slot of bySlot.keys()) {
    first = Math.min(first, slot);
    last = Math.max(last, slot);
  }
  return { events, bySlot, first, last };
}

/** Counts times by slot; those of one slot mostly follow each other. */
function createSlotTally(slotMs: number): { add(time: number): void; bySlot(): Map<number, number> } {
  const bySlot = new Map<number, number>();
  let open = Number.NaN;
  let count = 0;
  const close = (): void => {
    if (count > 0) bySlot.set(open, (bySlot.get(open) ?? 0) + count);
    count = 0;
  };
  return {
    add: (time) => {
      const slot = Math.floor(time / slotMs);
      if (slot !== open) close();
      open = slot;
      count += 1;
    },
    bySlot: () => {
      close();
      return bySlot;
    },
  };
}

function addOne(tally: Map<number, number>, slot: number): void {
  tally.set(slot, (tally.get(slot) ?? 0) + 1);
}
