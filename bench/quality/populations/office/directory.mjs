import { between, chance, integerBetween, sample } from '../draw.mjs';
import { createPerson } from './create-person.mjs';
import { createServices } from './services.mjs';

/** @typedef {{ people: number, services: number, admins: number, dormant: number, days: number, trainDays: number, newShare: number }} OfficeSize */

/** Two sites with habits of their own: one leases addresses anew every day, the other for months; clocks are seven hours apart. */
const sites = [
  { code: 'AUS', offsetHours: -6, network: '10.20', leases: 'daily' },
  { code: 'BRN', offsetHours: 1, network: '10.70', leases: 'stable' },
];

/** Who and what there is in the firm: people, administrators, programs, servers. */
export function createDirectory(random, size) {
  const serverCount = Math.max(8, Math.round(size.people / 3));
  const kinds = ['fs', 'app', 'db', 'web', 'crm', 'bld'];
  const servers = Array.from({ length: serverCount }, (_, i) => ({
    name: `${kinds[i % kinds.length]}${String(i + 1).padStart(2, '0')}.corp.local`,
    address: `10.1.${i % 4}.${20 + i}`,
  }));
  const departments = Array.from({ length: Math.max(2, Math.round(size.people / 14)) }, () =>
    sample(random, servers, Math.min(servers.length, integerBetween(random, 4, 8))),
  );
  const world = {
    ...size,
    sites,
    servers,
    departments,
    terminals: ['ts01.corp.local', 'ts02.corp.local'].map((name, i) => ({
      name,
      address: `10.1.9.${11 + i}`,
    })),
    mail: { name: 'mx01.corp.local', address: '10.1.8.5' },
    jump: { name: 'jump01.corp.local', address: '10.1.8.9' },
    controllers: ['dc1.corp.local', 'dc2.corp.local'],
    holidays: new Set([14, 35, 53]),
  };
  const people = Array.from({ length: size.people }, (_, i) =>
    createPerson(random.fork(`person ${i}`), i, world),
  );
  return {
    ...world,
    people,
    admins: createAdmins(random.fork('admins'), people, world),
    services: createServices(random.fork('services'), size.services, world),
    sleepers: createSleepers(random.fork('sleepers'), world),
  };
}

/** Second accounts of some people, with rights. They look after servers they know, and after any computer that has trouble. */
function createAdmins(random, people, { admins, servers }) {
  const owners = sample(
    random,
    people.filter(({ joins }) => joins === 0),
    admins,
  );
  return owners.map((owner) => ({
    user: `adm-${owner.user}`,
    owner,
    usual: sample(random, servers, Math.min(servers.length, integerBetween(random, 5, 12))),
    /** Chance that a session is on a computer from anywhere. */
    anywhere: between(random, 0.15, 0.7),
    sessions: integerBetween(random, 1, 5),
    fromJump: chance(random, 0.5),
    patches: chance(random, 0.6),
  }));
}

/** Accounts in use for the first days only; their owners left, nobody closed them. */
function createSleepers(random, world) {
  return Array.from({ length: world.dormant }, (_, i) => ({
    ...createPerson(random.fork(i), world.people + i, { ...world, newShare: 0 }),
    joins: 0,
    leaves: integerBetween(random, 4, Math.max(5, Math.round(world.trainDays / 5))),
  }));
}
