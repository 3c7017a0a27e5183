import { acts } from '../acts.ts';
import { chance } from '../draw.ts';
import { type Happening } from '../happening.ts';
import { currentOf } from '../timeline.ts';
import { domainController } from '../world.ts';
import {
  accountNames,
  anyTimes,
  serverNames,
  type Stage,
  step,
  strangeDesk,
  strangeNames,
  targetOr,
  victim,
} from './stage.ts';

/** One account asks within minutes for tickets in RC4 of many services that run as an account, to crack them elsewhere. */
export function* kerberoasting(stage: Stage): Generator<Happening> {
  const { random, from, size, world } = stage;
  const { user, devices } = victim(stage);
  const { ip } = chance(random, 0.7) ? currentOf(devices, from) : strangeDesk(stage);
  const targets = serverNames(stage, size);
  const { services } = world.population;
  let i = 0;
  for (const time of anyTimes(stage)) {
    const dest = targets[i++ % targets.length]!;
    const service = world.serviceAccounts.get(dest) ?? services[i % services.length]?.user;
    const ticket = step(time, acts.serviceTicketRc4, user, ip, dest);
    yield service === undefined ? ticket : { ...ticket, service };
  }
}

/**
 * One address asks for tickets without pre-authentication. Accounts that need none get one in RC4, to be cracked; for names
 * that do not exist the domain controller says so; for all others it asks for pre-authentication, which Windows does not record.
 */
export function* asrepRoasting(stage: Stage): Generator<Happening> {
  const { random, world, size } = stage;
  const { ip } = strangeDesk(stage);
  const controller = domainController(world, random.integer(world.population.offices.length), 0).name;
  const dest = targetOr(stage, controller);
  const weak = accountNames(stage, Math.max(1, Math.round(size / 4)));
  const invent = strangeNames(stage);
  const first = random.integer(3);
  let found = 0;
  let i = 0;
  for (const time of anyTimes(stage)) {
    const isWeak = i++ % 4 === first || (i === size && found === 0);
    if (isWeak) yield step(time, acts.ticketGrantRoasted, weak[found++ % weak.length]!, ip, dest);
    else yield step(time, acts.ticketGrantUnknown, invent(), ip, dest);
  }
}
