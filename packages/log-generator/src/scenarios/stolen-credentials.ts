import { acts } from '../acts.ts';
import { chance, pick } from '../draw.ts';
import { type Happening } from '../happening.ts';
import { outsideAddress, vpnAddress } from '../population/addresses.ts';
import { type Person } from '../population/types.ts';
import { currentOf } from '../timeline.ts';
import { domainController } from '../world.ts';
import { anyone, anyTimes, serverNames, type Stage, step, strangeDesk, victim } from './stage.ts';

/** Somebody else uses a person's password: through the VPN from a strange address, or at the desk of a colleague. */
export function* stolenCredentials(stage: Stage, owner: Person = victim(stage)): Generator<Happening> {
  const { random, world, from } = stage;
  const { user } = owner;
  const office = world.population.offices[owner.office]!;
  const throughVpn = stage.origin === 'outside';
  const outside = outsideAddress(random);
  const desk = strangeDesk(stage);
  const src = throughVpn ? vpnAddress(random, office.network) : desk.ip;
  const usual = currentOf(owner.roles, from).servers.map((i) => world.population.servers[i]!.name);
  const own = stage.chosen.targets ?? usual;
  const strange = serverNames(stage, 6);
  let i = 0;
  for (const time of anyTimes(stage)) {
    const dest = chance(random, 0.3) ? pick(random, own) : pick(random, strange);
    if (i === 0) {
      yield throughVpn
        ? step(time, acts.gateway, user, outside, office.gateway.name)
        : step(time, acts.interactive, user, src, desk.name);
    } else if (i === 1) {
      yield step(
        time,
        acts.ticketGrant,
        user,
        src,
        domainController(world, owner.office, random.next()).name,
      );
    } else {
      const act = pick(random, [
        acts.serviceTicket,
        acts.serviceTicket,
        acts.network,
        acts.network,
        acts.remote,
      ]);
      yield chance(random, 0.06)
        ? step(time, acts.wrongNetwork, user, src, dest)
        : step(time, act, user, src, dest);
    }
    i++;
  }
}

/** An account that nobody has used for long is used again. */
export function* dormantAccount(stage: Stage): Generator<Happening> {
  if (stage.chosen.accounts !== null) return yield* stolenCredentials(stage);
  const { people } = stage.world.population;
  const asleep = people.filter(({ active }) => active.to < stage.from);
  const longest = asleep
    .toSorted((a, b) => a.active.to - b.active.to)
    .slice(0, Math.ceil(asleep.length * 0.7));
  yield* stolenCredentials(stage, longest.length > 0 ? pick(stage.random, longest) : anyone(stage));
}
