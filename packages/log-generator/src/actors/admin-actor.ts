import { type Random } from '@sidecar/numeric';
import { acts } from '../acts.ts';
import { between, chance, exponential, pick, pickEarly } from '../draw.ts';
import { type Admin } from '../population/types.ts';
import { currentOf, domainController, slotOfWeek, type World } from '../world.ts';
import { slotMs } from '../zone-offsets.ts';
import { type Actor, type Emit } from './actor.ts';

const minuteMs = 60_000;
const tools = [acts.remote, acts.remote, acts.manage, acts.script, acts.network, acts.wmi, acts.command];
const asked = [acts.explicitManage, acts.explicitScript, acts.explicitCommand];

/** An administrator at work: many machines, remote tools, special privileges, maintenance evenings, calls at night. */
export function adminActor(admin: Admin, rhythm: Float64Array, world: World, random: Random): Actor {
  const { people, servers, offices } = world.population;
  const owner = people[admin.owner]!;
  const office = offices[owner.office]!;

  const target = (time: number): string => {
    const u = random.next();
    if (u < 0.07) return domainController(world, owner.office, random.next()).name;
    if (!chance(random, admin.curiosity)) return servers[pickEarly(random, admin.servers)]!.name;
    return u < 0.6 ? pick(random, servers).name : currentOf(pick(random, people).devices, time).name;
  };

  const visit = (time: number, src: string, emit: Emit): void => {
    const { user } = admin;
    const dest = target(time);
    let t = time;
    if (chance(random, 0.12)) emit(t, pick(random, asked), user, owner.user, src, dest);
    if (chance(random, 0.03)) {
      emit(t + 5, acts.wrongRemote, user, user, src, dest);
      t += between(random, 3_000, 12_000);
    }
    if (chance(random, 0.6)) emit(t + 10, acts.serviceTicket, user, user, src, dest);
    emit(t + between(random, 20, 600), pick(random, tools), user, user, src, dest);
    if (chance(random, 0.75)) emit(t + between(random, 600, 700), acts.privileges, user, user, src, dest);
    if (chance(random, 0.6)) {
      emit(t + 800 + exponential(random, 15 * minuteMs), acts.logoffRemote, user, user, src, dest);
    }
  };

  return {
    weight(slot) {
      const time = slot * slotMs;
      if (time < owner.active.from || time >= owner.active.to) return 0;
      const local = world.localSlot(office.zone, slot);
      const hour = (local % 48) / 2;
      const patching = Math.floor(slotOfWeek(local) / 48) === admin.patchDay && hour >= 20;
      const holiday = office.holidays.includes(Math.floor(local / 48));
      return admin.volume * ((holiday ? 0.1 : rhythm[slotOfWeek(local)]!) + (patching ? 2.5 : 0.01));
    },
    act(time, emit) {
      const console = admin.consoles[chance(random, 0.75) ? 0 : admin.consoles.length - 1]!;
      if (chance(random, 0.15)) {
        emit(
          time,
          acts.ticketGrant,
          admin.user,
          admin.user,
          console.ip,
          domainController(world, owner.office, 0).name,
        );
      }
      const visits = chance(random, 0.1) ? 2 + random.integer(5) : 1;
      for (let i = 0, t = time + 50; i < visits; i++, t += exponential(random, 3 * minuteMs))
        visit(t, console.ip, emit);
    },
  };
}
