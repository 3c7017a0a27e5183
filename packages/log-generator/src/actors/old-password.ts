import { type Random } from '@sidecar/numeric';
import { type Act } from '../act.ts';
import { acts } from '../acts.ts';
import { between, chance, pick } from '../draw.ts';
import { type Person } from '../population/types.ts';
import { currentOf } from '../timeline.ts';
import { domainController, type World } from '../world.ts';
import { type Emit } from './actor.ts';

/**
 * A lockout storm: a forgotten device tries an old password, until the account is locked and on. It is a phone that wants
 * mail, a mapped drive, a saved remote session, or a computer that somebody is still logged on to.
 */
export function oldPassword(
  person: Person,
  world: World,
  random: Random,
): (time: number, emit: Emit) => void {
  const { servers, offices } = world.population;
  const office = offices[person.office]!;
  const kind = random.integer(4);
  const place = (time: number): readonly [src: string, dest: string, wrong: Act, locked: Act] => {
    const desk = currentOf(person.devices, time).ip;
    const home = currentOf(person.homes, time).ip;
    if (kind === 0) return [home, world.mail, acts.wrongWeb, acts.lockedWeb];
    if (kind === 1) return [home, office.gateway.name, acts.wrongGateway, acts.lockedGateway];
    const mapped = servers[currentOf(person.roles, time).servers[0]!]!.name;
    if (kind === 2) return [desk, mapped, acts.wrongNetwork, acts.lockedNetwork];
    return [desk, domainController(world, person.office, 0).name, acts.preAuthFailed, acts.preAuthLocked];
  };
  return (time, emit) => {
    const { user } = person;
    const [src, dest, wrong, locked] = place(time);
    const tries = 3 + random.integer(6);
    for (let i = 0, t = time; i < tries; i++, t += between(random, 500, 30_000)) {
      emit(t, i < 4 ? wrong : locked, user, user, src, dest);
    }
    if (chance(random, 0.1)) {
      const { name, ip } = currentOf(person.devices, time);
      emit(
        time + between(random, 0, 60_000),
        pick(random, [acts.lockedInteractive, acts.wrongPassword]),
        user,
        user,
        ip,
        name,
      );
    }
  };
}
