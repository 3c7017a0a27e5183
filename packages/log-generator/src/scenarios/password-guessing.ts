import { type Act } from '../act.ts';
import { acts } from '../acts.ts';
import { chance, pick } from '../draw.ts';
import { neighbourAddress, outsideAddress } from '../population/addresses.ts';
import {
  accountNames,
  anyTimes,
  pacedTimes,
  type Stage,
  step,
  strangeDesk,
  strangeNames,
  targetOr,
  victim,
} from './stage.ts';

/** A door at which passwords are tried, and what is seen when they are wrong, the user unknown, or the guess right. */
interface Door {
  readonly dest: string;
  readonly wrong: Act;
  readonly unknown: Act;
  readonly locked: Act;
  readonly right: Act;
}

/** One password against many accounts, one try each, from one address; at times one fits. */
export function* passwordSpray(stage: Stage): ReturnType<typeof trials> {
  const { random, origin } = stage;
  const first = origin === 'inside' ? strangeDesk(stage).ip : outsideAddress(random);
  yield* trials(stage, pacedTimes(stage), () => first, fitting(stage, chance(random, 0.4), 1));
}

/** As the spray, but hours long with long pauses; from outside the address moves within its network. */
export function* slowPasswordSpray(stage: Stage): ReturnType<typeof trials> {
  const { random, origin } = stage;
  const first = origin === 'inside' ? strangeDesk(stage).ip : outsideAddress(random);
  const sources = [first, ...Array.from({ length: 3 }, () => neighbourAddress(random, first))];
  const source = origin === 'inside' ? () => first : () => pick(random, sources);
  yield* trials(stage, anyTimes(stage), source, fitting(stage, chance(random, 0.4), 1));
}

/** Passwords stolen elsewhere, one per account, from many addresses; about one in ten still fits. */
export function* credentialStuffing(stage: Stage): ReturnType<typeof trials> {
  const { random, size } = stage;
  yield* trials(
    stage,
    anyTimes(stage),
    () => outsideAddress(random),
    fitting(stage, true, Math.max(1, Math.round(size / 10))),
  );
}

/** Many passwords against one account from one address, until it is locked or one fits. */
export function* bruteForce(stage: Stage): ReturnType<typeof trials> {
  const { random, size, world, origin, chosen } = stage;
  const { admins } = world.population;
  const isAdmin = admins.length > 0 && chance(random, 0.5) && chosen.accounts === null;
  const { user } = isAdmin ? pick(random, admins) : victim(stage);
  const src = origin === 'inside' ? strangeDesk(stage).ip : outsideAddress(random);
  const at = doorOf(stage);
  const luck = chance(random, 0.5);
  const succeeds = chosen.succeeds ?? luck;
  const locks = !succeeds && chance(random, 0.5) ? Math.floor(size * (0.3 + 0.5 * random.next())) : size;
  let i = 0;
  for (const time of pacedTimes(stage)) {
    i++;
    yield step(
      time,
      i === size && succeeds && size > 1 ? at.right : i > locks ? at.locked : at.wrong,
      user,
      src,
      at.dest,
    );
  }
}

/** How many tries succeed: as chosen by the caller, or by luck. */
function fitting({ chosen }: Stage, luck: boolean, count: number): number {
  return (chosen.succeeds ?? luck) ? count : 0;
}

/** Tries at one door, round after round over the accounts; `fits` tries succeed, spread over the last two thirds. */
function* trials(
  stage: Stage,
  times: Iterable<number>,
  source: () => string,
  fits: number,
): Generator<ReturnType<typeof step>> {
  const { random, size } = stage;
  const users = accountNames(stage, size);
  const invent = strangeNames(stage);
  const at = doorOf(stage);
  const lucky = new Set<number>();
  while (lucky.size < Math.min(fits, size - 1)) lucky.add(1 + random.integer(size - 1));
  let i = 0;
  for (const time of times) {
    const known = lucky.has(i) || chance(random, 0.88);
    const user = known ? users[i % users.length]! : invent();
    yield step(time, lucky.has(i) ? at.right : known ? at.wrong : at.unknown, user, source(), at.dest);
    i++;
  }
}

/** Where passwords are tried: at the chosen target, or at a door that fits. */
function doorOf(stage: Stage): Door {
  const usual = door(stage);
  return { ...usual, dest: targetOr(stage, usual.dest) };
}

function door({ random, world, origin }: Stage): Door {
  const { offices, servers } = world.population;
  const office = pick(random, offices);
  if (origin === 'inside') {
    const dest = office.domainControllers[0]!.name;
    if (chance(random, 0.5)) {
      const unknown = acts.ticketGrantUnknown;
      return {
        dest,
        wrong: acts.preAuthFailed,
        unknown,
        locked: acts.preAuthLocked,
        right: acts.ticketGrant,
      };
    }
    const { name } = pick(random, servers);
    const { wrongNetwork: wrong, unknownNetwork: unknown, lockedNetwork: locked, networkNtlm: right } = acts;
    return { dest: name, wrong, unknown, locked, right };
  }
  if (chance(random, 0.4)) {
    return {
      dest: world.mail,
      wrong: acts.wrongWeb,
      unknown: acts.unknownWeb,
      locked: acts.lockedWeb,
      right: acts.web,
    };
  }
  const { wrongGateway: wrong, unknownGateway: unknown, lockedGateway: locked, gateway: right } = acts;
  return { dest: office.gateway.name, wrong, unknown, locked, right };
}
