import { type Random } from '@sidecar/numeric';
import { acts } from '../acts.ts';
import { between, chance, exponential, pick, pickEarly } from '../draw.ts';
import { neighbourAddress, outsideAddress } from '../population/addresses.ts';
import { type Person } from '../population/types.ts';
import { currentOf } from '../timeline.ts';
import { domainController, type World } from '../world.ts';
import { type Emit } from './actor.ts';
import { type PersonDay } from './person-day.ts';

const minuteMs = 60_000;

const technicalActs = [
  acts.script,
  acts.remote,
  acts.command,
  acts.wmi,
  acts.explicitCommand,
  acts.explicitScript,
];

/** Does one thing at a time of a day. */
export type Move = (time: number, today: PersonDay, emit: Emit) => void;

/** What a person does on a working day. */
export type PersonMoves = Readonly<
  Record<'logOn' | 'useServer' | 'readMail' | 'unlock' | 'renew' | 'roam', Move>
>;

/** The moves of one person. */
export function personMoves(person: Person, world: World, random: Random): PersonMoves {
  const { user, typos } = person;
  const { servers, people } = world.population;
  const { gateway } = world.population.offices[person.office]!;
  const domain = (): string => domainController(world, person.office, random.next()).name;
  const server = (time: number): string => {
    if (chance(random, person.curiosity)) return pick(random, servers).name;
    return servers[pickEarly(random, currentOf(person.roles, time).servers)]!.name;
  };
  const phone = outsideAddress(random);
  const misspelt = (): string => {
    const at = 1 + random.integer(user.length - 1);
    return user.slice(0, at) + user.slice(at + 1);
  };

  /** The VPN, if away: at times with a wrong password or name first. Returns when that is done. */
  const enterVpn = (time: number, { publicIp }: PersonDay, emit: Emit): number => {
    if (publicIp === null) return time;
    let t = time;
    if (chance(random, typos)) emit(t, acts.unknownGateway, misspelt(), user, publicIp, gateway.name);
    for (let i = 0; i < 3 && chance(random, 2 * typos); i++) {
      t += between(random, 4_000, 30_000);
      emit(t, acts.wrongGateway, user, user, publicIp, gateway.name);
    }
    t += between(random, 4_000, 30_000);
    emit(t, acts.gateway, user, user, publicIp, gateway.name);
    return t + between(random, 1_000, 20_000);
  };

  const logOn: Move = (time, today, emit) => {
    const { src, device, ends } = today;
    let t = enterVpn(time, today, emit);
    for (let i = 0; i < 3 && chance(random, 2 * typos); i++) {
      if (chance(random, 0.6)) emit(t, acts.wrongPassword, user, user, src, device.name);
      else emit(t, acts.preAuthFailed, user, user, src, domain());
      t += between(random, 3_000, 15_000);
    }
    if (chance(random, typos / 8)) emit(t, acts.ticketGrantUnknown, misspelt(), user, src, domain());
    emit(t, acts.ticketGrant, user, user, src, domain());
    const act = chance(random, 0.9) ? acts.interactive : acts.cached;
    emit(t + between(random, 20, 900), act, user, user, src, device.name);
    if (chance(random, 0.6))
      emit(t + between(random, 1_000, 9_000), acts.serviceTicket, user, user, src, server(t));
    if (chance(random, 0.65)) {
      const end = Math.max(t + minuteMs, ends - 10 * minuteMs) + exponential(random, 20 * minuteMs);
      emit(end, acts.logoffInteractive, user, user, src, device.name);
    }
  };

  const useServer: Move = (time, { src }, emit) => {
    const dest = server(time);
    if (chance(random, 0.07)) {
      const wrong = chance(random, 2 * typos);
      emit(time + 1, wrong ? acts.validationFailed : acts.validated, user, user, src, domain());
      emit(
        time + between(random, 5, 90),
        wrong ? acts.wrongNetwork : acts.networkNtlm,
        user,
        user,
        src,
        dest,
      );
      if (wrong && chance(random, 0.2))
        emit(time + between(random, 900, 9_000), acts.unknownNetwork, misspelt(), user, src, dest);
      if (wrong) return;
    } else {
      emit(time, acts.serviceTicket, user, user, src, dest);
      if (chance(random, 0.25)) return;
      const technical = person.technical && chance(random, 0.25);
      const act = technical ? pick(random, technicalActs) : acts.network;
      const t = time + between(random, 5, 400);
      emit(t, act, user, user, src, dest);
      if (technical && chance(random, 0.3)) emit(t + 1, acts.privileges, user, user, src, dest);
    }
    if (chance(random, 0.6))
      emit(time + 500 + exponential(random, 8 * minuteMs), acts.logoffNetwork, user, user, src, dest);
  };

  /** Mail in a browser or on a phone: from the desk, from home, from wherever the phone is. */
  const readMail: Move = (time, { src, publicIp }, emit) => {
    const u = random.next();
    const desk = publicIp ?? src;
    const from =
      u < 0.6 ? desk : u < 0.8 ? currentOf(person.homes, time).ip : neighbourAddress(random, phone);
    let t = time;
    if (chance(random, 2 * typos)) {
      const [act, name] = chance(random, 0.8) ? [acts.wrongWeb, user] : [acts.unknownWeb, misspelt()];
      emit(t, act, name, user, from, world.mail);
      t += between(random, 3_000, 20_000);
    }
    emit(t, acts.web, user, user, from, world.mail);
  };

  const unlock: Move = (time, { src, device }, emit) => {
    const wrong = chance(random, 2 * typos);
    if (wrong) emit(time, acts.wrongUnlock, user, user, src, device.name);
    emit(time + (wrong ? between(random, 2_000, 9_000) : 0), acts.unlock, user, user, src, device.name);
  };

  const renew: Move = (time, { src }, emit) => emit(time, acts.ticketGrant, user, user, src, domain());

  /** A meeting room, a shared desk, the computer of a colleague: a strange machine for a good reason. */
  const roam: Move = (time, _, emit) => {
    const { name, ip } = currentOf(pick(random, people).devices, time);
    emit(time, acts.interactive, user, user, ip, name);
    emit(time + exponential(random, 45 * minuteMs), acts.logoffInteractive, user, user, ip, name);
  };

  return { logOn, useServer, readMail, unlock, renew, roam };
}
