import { acts } from '../acts.ts';
import { between, chance, pick } from '../draw.ts';
import { type Happening } from '../happening.ts';
import { atLocalHour } from '../local-time.ts';
import { currentOf } from '../timeline.ts';
import { anyTimes, serverNames, type Stage, step, victim } from './stage.ts';

/** A person looks, over weeks, at servers of others: a few events on a day, early or late, from the own computer. */
export function* slowInsider(stage: Stage): Generator<Happening> {
  const { random, world, from, to, size } = stage;
  const { user, devices, office, week } = victim(stage);
  const { zone } = world.population.offices[office]!;
  const targets = serverNames(stage, Math.ceil(size / 2));
  const perDay = 2 + random.integer(3);
  let time = from;
  let left = 0;
  let i = 0;
  for (const day of anyTimes(stage)) {
    if (left === 0) {
      const edge = chance(random, 0.7)
        ? week.to + between(random, 0, 3)
        : week.from - between(random, 0.5, 1.5);
      time = Math.max(time, Math.min(atLocalHour(world, zone, day, Math.max(0, edge)), to - 1));
      left = perDay;
    }
    left--;
    time = Math.min(time + between(random, 30_000, 600_000), to - 1 + i / size);
    const act = pick(random, [acts.serviceTicket, acts.network, acts.network]);
    yield step(time, act, user, currentOf(devices, time).ip, targets[i++ % targets.length]!);
  }
}
