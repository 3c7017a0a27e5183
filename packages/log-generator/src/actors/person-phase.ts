import { officeTime } from '../local-time.ts';
import { type Person, type Span } from '../population/types.ts';
import { spanAt } from '../timeline.ts';
import { type World } from '../world.ts';
import { slotMs } from '../zone-offsets.ts';
import { type Phase } from './actor.ts';

/** A device that tries again and again, against a person at work at about 4. */
const stormActivity = 12;

/** The phase of a person's life at a slot, valid until something in it, a holiday or the clock changes. */
export function personPhase(person: Person, rhythm: Float64Array, world: World, slot: number): Phase {
  const office = world.population.offices[person.office]!;
  const time = slot * slotMs;
  const zone = spanAt(person.trips, time)?.zone ?? office.zone;
  const { shift, until } = officeTime(world, office, zone, slot);
  const storm = spanAt(person.storms, time) === undefined ? 0 : stormActivity * person.volume;
  const hired = spanAt([person.active], time) !== undefined;
  const away = spanAt(person.leaves, time) !== undefined;
  return {
    rhythm,
    shift,
    factor: hired && !away ? person.volume : 0,
    extra: hired ? storm : 0,
    until: Math.min(until, nextChange(person, time)),
  };
}

/** The slot in which one of the spans of a life begins or ends next. */
function nextChange({ active, storms, leaves, trips }: Person, time: number): number {
  let next = Infinity;
  const look = ({ from, to }: Span): void => {
    if (from > time && from < next) next = from;
    if (to > time && to < next) next = to;
  };
  look(active);
  storms.forEach(look);
  leaves.forEach(look);
  trips.forEach(look);
  return Math.ceil(next / slotMs);
}
