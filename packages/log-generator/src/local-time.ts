import { type Office } from './population/types.ts';
import { type World } from './world.ts';
import { slotMs } from './zone-offsets.ts';

/** How to tell local time for a while. */
export interface LocalTime {
  /** A slot as a local slot number: `Math.floor(local / 48)` is the local day since 1970. */
  readonly local: number;
  /** Added to a slot, modulo 336: half hour of the local week, 0 is Monday 00:00. */
  readonly shift: number;
  /** First slot for which the shift does not hold: the clocks change. */
  readonly until: number;
}

/** See `LocalTime`. */
export function localTime(world: World, zone: string, slot: number): LocalTime {
  const local = world.localSlot(zone, slot);
  return {
    local,
    shift: (slotOfWeek(local) - (slot % 336) + 336) % 336,
    until: world.nextClockChange(zone, slot),
  };
}

/** As `localTime`, on a public holiday as if it were Sunday, until the holiday or the time before it ends. */
export function officeTime(
  world: World,
  office: Office,
  zone: string,
  slot: number,
): LocalTime & { readonly holiday: boolean } {
  const time = localTime(world, zone, slot);
  const day = Math.floor(time.local / 48);
  const slotOfDay = time.local % 48;
  const next = office.holidays.find((holiday) => holiday >= day) ?? Infinity;
  if (next > day)
    return { ...time, until: Math.min(time.until, slot + (next - day) * 48 - slotOfDay), holiday: false };
  return {
    ...time,
    shift: (6 * 48 + slotOfDay - (slot % 336) + 336) % 336,
    until: Math.min(time.until, slot + 48 - slotOfDay),
    holiday: true,
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
