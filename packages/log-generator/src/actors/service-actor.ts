import { type Random } from '@sidecar/numeric';
import { acts } from '../acts.ts';
import { between, chance, exponential, pick, pickEarly } from '../draw.ts';
import { type Machine, type Service } from '../population/types.ts';
import { localTime } from '../local-time.ts';
import { currentOf } from '../timeline.ts';
import { domainController, type World } from '../world.ts';
import { type Actor } from './actor.ts';

const minuteMs = 60_000;

/** A service at work: on the ticks of its clock, from its host to its servers. */
export function serviceActor(service: Service, rhythm: Float64Array, world: World, random: Random): Actor {
  const { user, periodMinutes, phaseMinutes } = service;
  const { servers, offices } = world.population;
  const { zone } = offices[service.office]!;
  const period = periodMinutes * minuteMs;
  const phase = phaseMinutes * minuteMs;
  const habit = pick(random, [acts.networkNtlm, acts.networkNtlm, acts.wmi, acts.script, acts.command]);
  const usual = chance(random, 0.5) ? 0.3 : 0.01;
  const nextTick = (time: number): number => Math.ceil((time - phase) / period) * period + phase;
  return {
    phase: (slot) => ({ ...localTime(world, zone, slot), rhythm, factor: service.volume, extra: 0 }),
    act(time, emit) {
      const host = currentOf(service.hosts, time);
      const dest = servers[pickEarly(random, service.servers)]!.name;
      let t = nextTick(time) + exponential(random, 1_500);
      if (chance(random, service.failing)) {
        const u = random.next();
        if (u < 0.4) return emit(t, acts.wrongService, user, user, host.ip, host.name);
        if (u < 0.8) return emit(t, acts.wrongNetwork, user, user, host.ip, dest);
        return emit(
          t,
          acts.preAuthFailed,
          user,
          user,
          host.ip,
          domainController(world, service.office, 0).name,
        );
      }
      if (chance(random, 0.12)) {
        emit(
          t,
          acts.ticketGrant,
          user,
          user,
          host.ip,
          domainController(world, service.office, random.next()).name,
        );
        t += between(random, 2, 40);
      }
      if (chance(random, 0.1)) {
        const act = service.kind === 'daily' ? acts.batch : acts.service;
        return emit(t, act, user, user, host.ip, host.name);
      }
      emit(t, acts.serviceTicket, user, user, host.ip, dest);
      if (chance(random, 0.25)) return;
      t += between(random, 2, 80);
      emit(t, chance(random, usual) ? habit : acts.network, user, user, host.ip, dest);
      if (service.privileged && chance(random, 0.4)) emit(t + 1, acts.privileges, user, user, host.ip, dest);
      if (chance(random, 0.3))
        emit(t + exponential(random, 30_000), acts.logoffNetwork, user, user, host.ip, dest);
    },
  };
}

/** The account of a computer: tickets, policy and clock, day and night. */
export function machineActor(machine: Machine, rhythm: Float64Array, world: World, random: Random): Actor {
  const { user, ip, office } = machine;
  const { zone } = world.population.offices[office]!;
  return {
    phase: (slot) => ({ ...localTime(world, zone, slot), rhythm, factor: machine.volume, extra: 0 }),
    act(time, emit) {
      const controller = domainController(world, office, random.next()).name;
      if (chance(random, 0.3)) return emit(time, acts.ticketGrant, user, user, ip, controller);
      emit(time, acts.serviceTicket, user, user, ip, controller);
      if (chance(random, 0.7)) emit(time + between(random, 3, 60), acts.network, user, user, ip, controller);
    },
  };
}
