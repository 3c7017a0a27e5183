import { between, chance, integerBetween, pick, sample } from '../draw.mjs';
import { publicAddress } from './public-address.mjs';
import { addressOn, computerOn } from './person-day.mjs';

const minuteMs = 60_000;
const shell = 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe';
const remote = 'C:\\Windows\\System32\\svchost.exe';
const winlogon = 'C:\\Windows\\System32\\winlogon.exe';

/** Attacks by somebody who is in already, with a password or a ticket that works. */
export const intrusions = {
  /** With a password of somebody who sleeps, through the VPN, from a network never seen. */
  stolen_credentials_night(random, { victim, world, local, push }) {
    const asleep = victim.kind === 'night' ? 11 : 1;
    let time = local(victim, asleep + between(random, 0, 4));
    const { user, servers } = victim;
    push(time, { user, src: publicAddress(random), dest: 'vpn.corp.example', id: 4624 });
    const src = `172.16.${random.integer(2)}.${2 + random.integer(250)}`;
    push((time += minuteMs), { user, src, dest: world.controllers[0], id: 4768 });
    for (const { name } of [
      ...sample(random, servers, 2),
      ...sample(random, world.servers, integerBetween(random, 1, 4)),
    ]) {
      push((time += between(random, 1, 15) * minuteMs), {
        user,
        src,
        dest: name,
        id: chance(random, 0.3) ? 4769 : 4624,
      });
    }
  },

  /** In working hours, from another computer inside or through the VPN; looks at the victim's servers and some others. */
  stolen_credentials_day(random, { victim, victims, world, local, push }) {
    const { user, servers, start, hours } = victim;
    const vpn = chance(random, 0.5);
    const src = vpn
      ? `172.16.${random.integer(2)}.${2 + random.integer(250)}`
      : pick(random, victims).address;
    let time = local(victim, start + between(random, 0.5, hours - 1));
    if (vpn) push(time, { user, src: publicAddress(random), dest: 'vpn.corp.example', id: 4624 });
    push((time += minuteMs), { user, src, dest: world.controllers[1], id: 4768 });
    for (const { name } of [
      ...sample(random, servers, 1),
      ...sample(random, world.servers, integerBetween(random, 2, 6)),
    ]) {
      push((time += between(random, 1, 9) * minuteMs), { user, src, dest: name, id: 4624 });
    }
  },

  /** From one computer to the next, with tools that administrators use as well. */
  lateral_movement(random, { victim, victims, world, day, local, push }) {
    let src = addressOn(random, victim, day);
    let time = local(victim, victim.start + between(random, 0, 14));
    const places = [
      ...sample(random, world.servers, integerBetween(random, 5, 12)).map(({ name, address }) => ({
        name,
        address,
      })),
      ...sample(random, victims, 3).map((person) => ({
        name: computerOn(person, day),
        address: person.address,
      })),
    ];
    const { user } = victim;
    for (const { name, address } of places) {
      time += between(random, 1, 14) * minuteMs;
      if (chance(random, 0.15)) push(time - 5000, { user, src, dest: name, id: 4625 });
      push(time, { user, src, dest: name, id: 4624, process: chance(random, 0.5) ? remote : shell });
      if (chance(random, 0.4)) push(time + 20, { user, dest: name, id: 4672 });
      if (chance(random, 0.3)) src = address;
    }
  },

  /** Tickets for every service there is, from the victim's own computer in working hours. */
  kerberoasting(random, { victim, world, day, local, push }) {
    const src = addressOn(random, victim, day);
    let time = local(victim, victim.start + between(random, 0.5, victim.hours));
    for (const { name } of sample(random, world.servers, integerBetween(random, 8, 25))) {
      push((time += between(random, 0.2, 20) * 1000), { user: victim.user, src, dest: name, id: 4769 });
    }
  },

  /** A program's account, used by hand from somebody's computer. */
  service_account_misuse(random, { victim, world, day, local, push }) {
    const { user } = pick(random, world.services);
    const src = addressOn(random, victim, day);
    let time = local(victim, victim.start + between(random, 0, 12));
    push(time, { user, src, dest: computerOn(victim, day), id: 4624, process: winlogon });
    for (const { name } of sample(random, world.servers, integerBetween(random, 3, 7))) {
      push((time += between(random, 0.5, 10) * minuteMs), {
        user,
        src,
        dest: name,
        id: 4624,
        process: pick(random, [remote, null]),
      });
    }
  },

  /** Somebody who left long ago comes back. */
  dormant_account(random, { victim, world, local, push }) {
    const sleeper = pick(random, world.sleepers);
    let time = local(victim, between(random, 0, 24));
    const { user } = sleeper;
    push(time, { user, src: publicAddress(random), dest: 'vpn.corp.example', id: 4624 });
    const src = `172.16.${random.integer(2)}.${2 + random.integer(250)}`;
    push((time += minuteMs), { user, src, dest: world.controllers[0], id: 4768 });
    for (const { name } of [
      ...sample(random, sleeper.servers, 2),
      ...sample(random, world.servers, integerBetween(random, 1, 3)),
    ]) {
      push((time += between(random, 1, 20) * minuteMs), { user, src, dest: name, id: 4624 });
    }
  },
};
