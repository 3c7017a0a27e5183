import { between, chance, integerBetween, pick, sample } from '../draw.mjs';
import { publicAddress } from './public-address.mjs';
import { hourMs } from './person-day.mjs';

const minuteMs = 60_000;
const portals = ['vpn.corp.example', 'adfs01.corp.local'];

/** Attacks that guess passwords. */
export const guessing = {
  /** One password for everybody, within minutes, from one address. */
  password_spray_fast(random, { victims, midnight, push }) {
    const src = publicAddress(random);
    const dest = pick(random, portals);
    let time = midnight + between(random, 0, 23) * hourMs;
    for (const { user } of sample(random, victims, integerBetween(random, 25, 60))) {
      push((time += between(random, 2, 30) * 1000), { user, src, dest, id: 4625 });
    }
  },

  /** The same over a day or two, a few tries an hour, from several addresses outside or from one computer inside. */
  password_spray_slow(random, { victims, midnight, world, push }) {
    const inside = chance(random, 0.4);
    const sources = inside
      ? [pick(random, victims).address]
      : Array.from({ length: 5 }, () => publicAddress(random));
    const perHour = between(random, 1.5, 5);
    let time = midnight + between(random, 0, 12) * hourMs;
    for (const { user } of sample(random, victims, integerBetween(random, 20, 45))) {
      time += (hourMs / perHour) * between(random, 0.3, 1.7);
      push(
        time,
        inside
          ? { user, src: sources[0], dest: world.controllers[0], id: 4771 }
          : { user, src: pick(random, sources), dest: portals[0], id: 4625 },
      );
    }
  },

  /** Very many tries on one account; it gives way in one case of two. */
  brute_force(random, { victim: { user }, midnight, world, push }) {
    const src = publicAddress(random);
    const place = { user, src, dest: pick(random, portals) };
    let time = midnight + between(random, 0, 23) * hourMs;
    for (let i = integerBetween(random, 25, 90); i > 0; i--)
      push((time += between(random, 1, 20) * 1000), { ...place, id: 4625 });
    if (chance(random, 0.5)) {
      push(time + 4000, { ...place, id: 4624 });
      push(time + 5 * minuteMs, { user, src, dest: world.mail.name, id: 4624 });
    }
  },

  /** Passwords from a leak: one or two tries each, from many addresses; a few fit. */
  credential_stuffing(random, { victims, midnight, world, push }) {
    const sources = Array.from({ length: 6 }, () => publicAddress(random));
    const targets = sample(random, victims, integerBetween(random, 15, 35));
    let time = midnight + between(random, 0, 23) * hourMs;
    targets.forEach(({ user }, i) => {
      const place = { user, src: pick(random, sources), dest: portals[1] };
      for (let tries = integerBetween(random, 1, 2); tries > 0; tries--)
        push((time += between(random, 3, 60) * 1000), { ...place, id: 4625 });
      if (i % 9 !== 4) return;
      push((time += 3000), { ...place, id: 4624 });
      push((time += between(random, 1, 9) * minuteMs), { ...place, dest: world.mail.name, id: 4624 });
    });
  },
};
