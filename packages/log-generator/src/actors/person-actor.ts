import { type Random } from '@sidecar/numeric';
import { chance } from '../draw.ts';
import { type Person } from '../population/types.ts';
import { spanAt } from '../timeline.ts';
import { type World } from '../world.ts';
import { slotMs } from '../zone-offsets.ts';
import { type Actor } from './actor.ts';
import { oldPassword } from './old-password.ts';
import { type PersonDay, startDay } from './person-day.ts';
import { personMoves } from './person-moves.ts';
import { personPhase } from './person-phase.ts';

/** A person at work: logs on in the morning, then uses servers, reads mail, unlocks, roams; follows its own calendar. */
export function personActor(person: Person, rhythm: Float64Array, world: World, random: Random): Actor {
  const { zone } = world.population.offices[person.office]!;
  const { logOn, useServer, readMail, unlock, renew, roam } = personMoves(person, world, random);
  const storm = oldPassword(person, world, random);
  let today: PersonDay | undefined;
  return {
    phase: (slot) => personPhase(person, rhythm, world, slot),
    act(time, emit) {
      if (spanAt(person.storms, time) !== undefined && chance(random, 0.8)) return storm(time, emit);
      const here = spanAt(person.trips, time)?.zone ?? zone;
      const day = Math.floor(world.localSlot(here, Math.floor(time / slotMs)) / 48);
      if (today?.day !== day) {
        today = startDay(person, world, time, random);
        if (chance(random, 0.8)) return logOn(time, today, emit);
      }
      const u = random.next();
      if (u < 0.55) return useServer(time, today, emit);
      if (u < 0.65) return readMail(time, today, emit);
      if (u < 0.81) return unlock(time, today, emit);
      if (u < 0.9) return renew(time, today, emit);
      return u < 1 - person.roaming ? logOn(time, today, emit) : roam(time, today, emit);
    },
  };
}
