import { type Random } from '@sidecar/numeric';
import { acts } from '../acts.ts';
import { between, chance, exponential, pick, pickEarly } from '../draw.ts';
import { type Host, type Person } from '../population/types.ts';
import { currentOf, domainController, slotOfWeek, spanAt, type World } from '../world.ts';
import { slotMs } from '../zone-offsets.ts';
import { type Actor, type Emit } from './actor.ts';
import { type PersonDay, startDay } from './person-day.ts';

const minuteMs = 60_000;

/** A person at work: logs on, unlocks, mistypes, opens servers, logs off; follows the calendar of its own life. */
export function personActor(person: Person, rhythm: Float64Array, world: World, random: Random): Actor {
  const { user } = person;
  const office = world.population.offices[person.office]!;
  let today: PersonDay = { day: NaN, device: { name: '', ip: '' }, src: '', publicIp: null, ends: 0 };

  const domain = (): string => domainController(world, person.office, random.next()).name;

  const server = (time: number): Host => {
    const { servers } = world.population;
    if (chance(random, person.curiosity)) return pick(random, servers);
    return servers[pickEarly(random, currentOf(person.roles, time).servers)]!;
  };

  /** Begins a session: the VPN if away, the ticket, the screen, now and then after a wrong password. */
  const logOn = (time: number, emit: Emit): void => {
    const { src, publicIp, device, ends } = today;
    let t = time;
    if (publicIp !== null) {
      if (chance(random, person.typos)) emit(t, acts.wrongGateway, user, user, publicIp, office.gateway.name);
      t += between(random, 4_000, 30_000);
      emit(t, acts.gateway, user, user, publicIp, office.gateway.name);
      t += between(random, 1_000, 20_000);
    }
    for (let i = 0; i < 3 && chance(random, 2 * person.typos); i++) {
      emit(t, acts.wrongPassword, user, user, src, device.name);
      t += between(random, 3_000, 15_000);
    }
    emit(t, acts.ticketGrant, user, user, src, domain());
    emit(
      t + between(random, 20, 900),
      chance(random, 0.9) ? acts.interactive : acts.cached,
      user,
      user,
      src,
      device.name,
    );
    if (chance(random, 0.6))
      emit(t + between(random, 1_000, 9_000), acts.serviceTicket, user, user, src, server(t).name);
    if (chance(random, 0.65)) {
      const end = Math.max(t + minuteMs, ends - 10 * minuteMs) + exponential(random, 20 * minuteMs);
      emit(end, acts.logoffInteractive, user, user, src, device.name);
    }
  };

  /** Opens something on a server. */
  const useServer = (time: number, emit: Emit): void => {
    const { src } = today;
    const dest = server(time).name;
    if (chance(random, 0.07)) {
      if (chance(random, person.typos)) emit(time, acts.wrongNetwork, user, user, src, dest);
      emit(time + 2, acts.validated, user, user, src, domain());
      emit(time + between(random, 5, 90), acts.networkNtlm, user, user, src, dest);
    } else {
      emit(time, acts.serviceTicket, user, user, src, dest);
      if (chance(random, 0.25)) return;
      const technical = person.technical && chance(random, 0.25);
      const act = technical ? pick(random, [acts.script, acts.remote, acts.command]) : acts.network;
      emit(time + between(random, 5, 400), act, user, user, src, dest);
    }
    if (chance(random, 0.6)) {
      emit(time + 500 + exponential(random, 8 * minuteMs), acts.logoffNetwork, user, user, src, dest);
    }
  };

  const unlock = (time: number, emit: Emit): void => {
    const wrong = chance(random, 2 * person.typos);
    if (wrong) emit(time, acts.wrongUnlock, user, user, today.src, today.device.name);
    emit(
      time + (wrong ? between(random, 2_000, 9_000) : 0),
      acts.unlock,
      user,
      user,
      today.src,
      today.device.name,
    );
  };

  /** A meeting room, a shared desk, the computer of a colleague: a strange machine for a good reason. */
  const roam = (time: number, emit: Emit): void => {
    const { devices } = pick(random, world.population.people);
    const other = currentOf(devices, time);
    emit(time, acts.interactive, user, user, other.ip, other.name);
    emit(time + exponential(random, 45 * minuteMs), acts.logoffInteractive, user, user, other.ip, other.name);
  };

  /** A forgotten device with an old password: failures until the account is locked, then more of them. */
  const oldPassword = (time: number, emit: Emit): void => {
    const src = currentOf(person.devices, time).ip;
    const dest = domain();
    for (let i = 0, t = time; i < 3 + random.integer(6); i++, t += between(random, 500, 30_000)) {
      const act = i < 4 ? (chance(random, 0.5) ? acts.preAuthFailed : acts.wrongNetwork) : acts.lockedNetwork;
      emit(t, act, user, user, src, dest);
    }
  };

  return {
    weight(slot) {
      const time = slot * slotMs;
      if (time < person.active.from || time >= person.active.to) return 0;
      const storm = spanAt(person.storms, time) === undefined ? 0 : 4;
      if (spanAt(person.leaves, time) !== undefined) return storm;
      const local = world.localSlot(spanAt(person.trips, time)?.zone ?? office.zone, slot);
      const holiday = office.holidays.includes(Math.floor(local / 48));
      const inWeek = holiday ? 288 + (local % 48) : slotOfWeek(local);
      return person.volume * rhythm[inWeek]! + storm;
    },
    act(time, emit) {
      const zone = spanAt(person.trips, time)?.zone ?? office.zone;
      const day = Math.floor(world.localSlot(zone, Math.floor(time / slotMs)) / 48);
      if (spanAt(person.storms, time) !== undefined && chance(random, 0.8)) return oldPassword(time, emit);
      if (day !== today.day) {
        today = startDay(person, world, time, random);
        if (chance(random, 0.8)) return logOn(time, emit);
      }
      const u = random.next();
      if (u < 0.62) return useServer(time, emit);
      if (u < 0.8) return unlock(time, emit);
      if (u < 0.9) return emit(time, acts.ticketGrant, user, user, today.src, domain());
      if (u < 0.985) return logOn(time, emit);
      return roam(time, emit);
    },
  };
}
