import { type Host, type Population, type Span } from './population/types.ts';
import { slotMs, zoneOffsets } from './zone-offsets.ts';

/** A population made ready for a time: local clocks of all its zones, and questions about who is where when. */
export interface World {
  readonly population: Population;
  readonly span: Span;
  /** First slot of half an hour, counted from 1970. */
  readonly firstSlot: number;
  readonly slots: number;
  /** The server that mail is read from in a browser: the first whose name says web, else the first of all. */
  readonly mail: string;
  /** Accounts that services run as, by the name of their server; servers without one are missing. */
  readonly serviceAccounts: ReadonlyMap<string, string>;
  /** Local time of a zone at a slot, as a slot number: `Math.floor(local / 48)` is the local day since 1970. */
  localSlot(zone: string, slot: number): number;
  /** First slot after this one at which the zone's clocks change; Infinity if not within the span. */
  nextClockChange(zone: string, slot: number): number;
}

/** Prepares the local clocks for a span, and a day beyond on both sides. */
export function createWorld(population: Population, span: Span): World {
  const firstSlot = Math.floor(span.from / slotMs);
  const slots = Math.ceil(span.to / slotMs) - firstSlot;
  const clocks = new Map<string, Clock>();
  const clock = (zone: string): Clock => {
    const known = clocks.get(zone) ?? createClock(zone, firstSlot - 48, slots + 96);
    clocks.set(zone, known);
    return known;
  };
  const index = (slot: number): number => Math.min(Math.max(slot - firstSlot + 48, 0), slots + 95);
  return {
    population,
    span,
    firstSlot,
    slots,
    mail: (population.servers.find(({ name }) => name.startsWith('WEB-')) ?? population.servers[0]!).name,
    serviceAccounts: new Map(
      population.servers.flatMap(({ name, serviceAccount }) =>
        serviceAccount === null ? [] : [[name, serviceAccount] as const],
      ),
    ),
    localSlot: (zone, slot) => slot + clock(zone).offsets[index(slot)]!,
    nextClockChange: (zone, slot) => clock(zone).changes.find((change) => change > slot) ?? Infinity,
  };
}

/** Local time of one zone: the offset at each slot, and the slots at which it changes. */
interface Clock {
  readonly offsets: Int8Array;
  readonly changes: readonly number[];
}

function createClock(zone: string, firstSlot: number, slots: number): Clock {
  const offsets = zoneOffsets(zone, firstSlot, slots);
  const changes: number[] = [];
  for (let i = 1; i < slots; i++) if (offsets[i] !== offsets[i - 1]) changes.push(firstSlot + i);
  return { offsets, changes };
}

/** A domain controller of an office: mostly its first. */
export function domainController({ population }: World, office: number, u: number): Host {
  const controllers = population.offices[office]!.domainControllers;
  return controllers[u < 0.8 ? 0 : controllers.length - 1]!;
}
