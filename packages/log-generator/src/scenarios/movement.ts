import { acts } from '../acts.ts';
import { chance, pick } from '../draw.ts';
import { type Happening } from '../happening.ts';
import { currentOf } from '../timeline.ts';
import { domainController } from '../world.ts';
import { hostsNamed } from './hosts-named.ts';
import { anyTimes, pacedTimes, serverNames, type Stage, step, strangeDesk, victim } from './stage.ts';

/** From one machine to the next with one account: each machine reached becomes the source of the next step. */
export function* lateralMovement(stage: Stage): Generator<Happening> {
  const { random, world, from, chosen } = stage;
  const { admins, people, servers } = world.population;
  const owner = victim(stage);
  const isAdmin = admins.length > 0 && chance(random, 0.5) && chosen.accounts === null;
  const user = isAdmin ? pick(random, admins).user : owner.user;
  const anywhere = hostsNamed(world.population, chosen.targets);
  let src = currentOf(owner.devices, from).ip;
  let target = { name: '', ip: src };
  let state = 'arrive';
  for (const time of anyTimes(stage)) {
    if (state === 'arrive') {
      target = chance(random, 0.6) ? pick(random, servers) : currentOf(pick(random, people).devices, from);
      if (anywhere !== null) target = pick(random, anywhere);
      if (chance(random, 0.3)) {
        yield step(
          time,
          pick(random, [acts.explicitCommand, acts.explicitScript]),
          user,
          src,
          target.name,
          owner.user,
        );
        continue;
      }
      yield step(
        time,
        pick(random, [acts.network, acts.command, acts.wmi, acts.script, acts.remote]),
        user,
        src,
        target.name,
      );
      state = chance(random, 0.5) ? 'rights' : 'arrive';
    } else {
      yield step(time, acts.privileges, user, src, target.name);
      state = 'arrive';
    }
    if (state === 'arrive' && chance(random, 0.5)) src = target.ip;
  }
}

/** A stolen hash: NTLM logons of an administrator from the computer of somebody else, with no Kerberos ticket before. */
export function* passTheHash(stage: Stage): Generator<Happening> {
  const { random, world, chosen } = stage;
  const { admins } = world.population;
  const desk = strangeDesk(stage);
  const isAdmin = admins.length > 0 && chosen.accounts === null;
  const user = isAdmin ? pick(random, admins).user : victim(stage).user;
  const controller = domainController(world, 0, random.next()).name;
  const targets = serverNames(stage, 12);
  let i = 0;
  let dest = desk.name;
  for (const time of anyTimes(stage)) {
    if (i === 0) yield step(time, acts.newCredentials, user, desk.ip, desk.name);
    else if (i % 3 === 1) yield step(time, acts.validated, user, desk.ip, controller);
    else if (i % 3 === 2) yield step(time, acts.networkNtlm, user, desk.ip, (dest = pick(random, targets)));
    else yield step(time, chance(random, 0.6) ? acts.privileges : acts.networkNtlm, user, desk.ip, dest);
    i++;
  }
}

/** A service account in the hands of a person: interactive and remote, off its clock, where it never was. */
export function* serviceAccountMisuse(stage: Stage): Generator<Happening> {
  const { random, world, chosen } = stage;
  const { user } = chosen.accounts === null ? pick(random, world.population.services) : victim(stage);
  const desk = strangeDesk(stage);
  const targets = serverNames(stage, 5);
  let i = 0;
  for (const time of anyTimes(stage)) {
    const act = pick(random, [acts.remote, acts.remote, acts.serviceTicket, acts.network, acts.command]);
    if (i++ === 0)
      yield step(
        time,
        chance(random, 0.5) ? acts.interactive : acts.newCredentials,
        user,
        desk.ip,
        desk.name,
      );
    else yield step(time, act, user, desk.ip, pick(random, targets));
  }
}

/** A normal account suddenly has special privileges, reaches servers and at last a domain controller. */
export function* privilegeEscalation(stage: Stage): Generator<Happening> {
  const { random, world, from } = stage;
  const { user, devices, office } = victim(stage);
  const device = currentOf(devices, from);
  const controller = domainController(world, office, 0).name;
  const targets = [device.name, ...serverNames(stage, 4), controller];
  let i = 0;
  for (const time of pacedTimes(stage)) {
    const dest = targets[Math.min(targets.length - 1, Math.floor((i / stage.size) * targets.length))]!;
    if (i % 2 === 0)
      yield step(time, pick(random, [acts.command, acts.script, acts.network]), user, device.ip, dest);
    else yield step(time, acts.privileges, user, device.ip, dest);
    i++;
  }
}
