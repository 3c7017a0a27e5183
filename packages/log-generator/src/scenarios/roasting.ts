import { acts } from '../acts.ts';
import { chance, pick, sample } from '../draw.ts';
import { type Happening } from '../happening.ts';
import { currentOf } from '../timeline.ts';
import { domainController } from '../world.ts';
import { accountNames, anyone, anyTimes, serverNames, type Stage, step, strangeDesk } from './stage.ts';

/** One account asks for service tickets of many services within minutes, to crack them elsewhere. */
export function* kerberoasting(stage: Stage): Generator<Happening> {
  const { random, from, size } = stage;
  const { user, devices } = anyone(stage);
  const { ip } = chance(random, 0.7) ? currentOf(devices, from) : strangeDesk(stage);
  const targets = serverNames(stage, size);
  let i = 0;
  for (const time of anyTimes(stage))
    yield step(time, acts.serviceTicket, user, ip, targets[i++ % targets.length]!);
}

/** One address asks for tickets of many accounts in the hope that some need no pre-authentication. */
export function* asrepRoasting(stage: Stage): Generator<Happening> {
  const { random, world, size } = stage;
  const { ip } = strangeDesk(stage);
  const dest = domainController(world, random.integer(world.population.offices.length), 0).name;
  const users = accountNames(stage, size);
  const weak = new Set(sample(random, users, Math.max(1, Math.round(users.length / 4))));
  let i = 0;
  for (const time of anyTimes(stage)) {
    const user = users[i++ % users.length]!;
    const act = weak.has(user)
      ? acts.ticketGrant
      : pick(random, [acts.preAuthFailed, acts.preAuthFailed, acts.ticketGrantUnknown]);
    yield step(time, act, user, ip, dest);
  }
}
