import { type Random } from '@sidecar/numeric';
import { acts } from '../acts.ts';
import { between, chance, exponential, pick, pickEarly } from '../draw.ts';
import { type Admin } from '../population/types.ts';
import { officeTime } from '../local-time.ts';
import { currentOf, spanAt } from '../timeline.ts';
import { domainController, type World } from '../world.ts';
import { slotMs } from '../zone-offsets.ts';
import { type Actor, type Emit } from './actor.ts';

const minuteMs = 60_000;
const { remote, manage, script, network, wmi, command, networkNtlm } = acts;
const tools = [remote, remote, manage, manage, script, script, network, network, wmi, command, networkNtlm];
const mistakes = [acts.wrongRemote, acts.wrongRemote, acts.wrongNetwork];
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
      emit(t + 5, pick(random, mistakes), user, user, src, dest);
      t += between(random, 3_000, 12_000);
    }
    if (chance(random, 0.6)) emit(t + 10, acts.serviceTicket, user, user, src, dest);
    const tool = pick(random, tools);
    if (tool === networkNtlm) {
      emit(t + 15, acts.validated, user, user, src, domainController(world, owner.office, 0).name);
    }
    emit(t + between(random, 20, 600), tool, user, user, src, dest);
    if (chance(random, 0.75)) emit(t + between(random, 600, 700), acts.privileges, user, user, src, dest);
    if (chance(random, 0.6)) {
      emit(t + 800 + exponential(random, 15 * minuteMs), acts.logoffRemote, user, user, src, dest);
    }
  };

  return {
    phase(slot) {
      const { shift, until, holiday } = officeTime(world, office, office.zone, slot);
      const inUse = spanAt([owner.active], slot * slotMs) !== undefined;
      const change = Math.ceil((inUse ? owner.active.to : owner.active.from) / slotMs);
      const factor = inUse ? admin.volume * (holiday ? 0.3 : 1) : 0;
      return { rhythm, shift, factor, extra: 0, until: change > slot ? Math.min(until, change) : until };
    },
    act(time, emit) {
      const console = admin.consoles[chance(random, 0.75) ? 0 : admin.consoles.length - 1]!;
      if (chance(random, 0.15)) {
        const controller = domainController(world, owner.office, 0).name;
        if (chance(random, 0.03))
          emit(time, acts.preAuthFailed, admin.user, admin.user, console.ip, controller);
        emit(time + 30, acts.ticketGrant, admin.user, admin.user, console.ip, controller);
      }
      if (chance(random, 0.02)) {
        emit(time + 20, acts.newCredentials, admin.user, owner.user, console.ip, console.name);
      }
      const visits = chance(random, 0.1) ? 2 + random.integer(5) : 1;
      for (let i = 0, t = time + 50; i < visits; i++, t += exponential(random, 3 * minuteMs)) {
        visit(t, console.ip, emit);
      }
    },
  };
}
