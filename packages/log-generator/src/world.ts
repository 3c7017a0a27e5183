import { type Host, type Population, type Span } from './population/types.ts';
import { slotMs, zoneOffsets } from './zone-offsets.ts';

/** A population made ready for a time: local clocks of all its zones, and questions about who is where when. */
export interface World {
  readonly population: Population;
  readonly span: Span;
  /** First slot of half an hour, counted from 1970. */
  readonly firstSlot: number;
  readonly slots: number;
  /** Local time of a zone at a slot, as a slot number: `Math.floor(local / 48)` is the local day since 1970. */
  localSlot(zone: string, slot: number): number;
}

/** Prepares the local clocks for a span, and a day beyond on both sides. */
export function createWorld(population: Population, span: Span): World {
  const firstSlot = Math.floor(span.from / slotMs);
  const slots = Math.ceil(span.to / slotMs) - firstSlot;
  const clocks = new Map<string, Int8Array>();
  const clock = (zone: string): Int8Array => {
    let offsets = clocks.get(zone);
    if (offsets === undefined) {
      offsets = zoneOffsets(zone, firstSlot - 48, slots + 96);
      clocks.set(zone, offsets);
    }
    return offsets;
  };
  return {
    population,
    span,
    firstSlot,
    slots,
    localSlot: (zone, slot) => slot + clock(zone)[Math.min(Math.max(slot - firstSlot + 48, 0), slots + 95)]!,
  };
}

/** Half hour of the week of a local slot; 0 is Monday 00:00, and 1970 began on a Thursday. */
export function slotOfWeek(localSlot: number): number {
  return (localSlot + 3 * 48) % 336;
}

/** The moment of a local time of day on the local day that contains `near`. */
export function atLocalHour(world: World, zone: string, near: number, hour: number): number {
  const slot = Math.floor(near / slotMs);
  const local = world.localSlot(zone, slot);
  const wanted = Math.floor(local / 48) * 48 + Math.floor(hour * 2);
  const guess = slot + wanted - local;
  const corrected = guess + wanted - world.localSlot(zone, guess);
  return corrected * slotMs + ((hour * 2) % 1) * slotMs;
}

/** The span that contains the time, of a few. */
export function spanAt<T extends Span>(spans: readonly T[], time: number): T | undefined {
  for (const span of spans) if (time >= span.from && time < span.to) return span;
  return undefined;
}

/** What is in use at the time: the last that began before it, or the first of all. */
export function currentOf<T extends { readonly from: number }>(list: readonly T[], time: number): T {
  let i = list.length - 1;
  while (i > 0 && list[i]!.from > time) i--;
  return list[i]!;
}

/** A domain controller of an office: mostly its first. */
export function domainController({ population }: World, office: number, u: number): Host {
  const controllers = population.offices[office]!.domainControllers;
  return controllers[u < 0.8 ? 0 : controllers.length - 1]!;
}
