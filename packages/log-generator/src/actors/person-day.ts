import { type Random } from '@sidecar/numeric';
import { chance } from '../draw.ts';
import { vpnAddress } from '../population/addresses.ts';
import { type Host, type Person } from '../population/types.ts';
import { slotOfWeek } from '../local-time.ts';
import { currentOf, spanAt } from '../timeline.ts';
import { type World } from '../world.ts';
import { slotMs } from '../zone-offsets.ts';

/** Where a person works on one day. */
export interface PersonDay {
  /** Local day since 1970. */
  readonly day: number;
  readonly device: Host;
  /** Address of the requests: of the device in the office, or one of the VPN pool. */
  readonly src: string;
  /** Public address the VPN is entered from; null in the office. */
  readonly publicIp: string | null;
  /** When the working day ends. */
  readonly ends: number;
}

/** Decides where a person works on the local day of a time: travelling, at home, or in the office. */
export function startDay(person: Person, world: World, time: number, random: Random): PersonDay {
  const { offices } = world.population;
  const office = offices[person.office]!;
  const trip = spanAt(person.trips, time);
  const slot = Math.floor(time / slotMs);
  const local = world.localSlot(trip?.zone ?? office.zone, slot);
  const hourSlot = local % 48;
  const weekday = Math.floor(slotOfWeek(local) / 48);
  const device = currentOf(person.devices, time);
  const inWork = hourSlot >= person.week.from * 2 - 2 && hourSlot < person.week.to * 2;
  const home = !inWork || chance(random, person.homeDays.includes(weekday) ? 0.85 : 0.03);
  const remote = trip !== undefined || (home && person.homeDays.length > 0);
  return {
    day: Math.floor(local / 48),
    device,
    src: remote ? vpnAddress(random, office.network) : device.ip,
    publicIp: remote ? (trip ?? currentOf(person.homes, time)).ip : null,
    ends: inWork ? (slot + person.week.to * 2 - hourSlot) * slotMs : time + 3_600_000,
  };
}
