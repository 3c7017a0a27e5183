import { requireInteger } from '@sidecar/numeric';
import { zoneOffsets } from '../zone-offsets.ts';
import { type Population } from './types.ts';

/**
 * Throws a RangeError unless an organisation hangs together: after editing, indices may point to what is gone.
 *
 * Checked are offices and their time zones, everybody's office, servers and computers, and the owners of administrators' accounts.
 */
export function requirePopulation(population: Population): void {
  const { offices, servers, people, admins, services, machines } = population;
  requireSome('offices', offices);
  requireSome('people', people);
  requireSome('servers', servers);
  for (const { code, zone, domainControllers } of offices) {
    requireZone(`zone of office ${code}`, zone);
    requireSome(`domainControllers of office ${code}`, domainControllers);
  }
  for (const { user, office } of [...people, ...services, ...machines]) {
    requireInteger(`office of ${user}`, office, 0, offices.length - 1);
  }
  for (const { user, devices, homes, roles } of people) {
    requireSome(`devices of ${user}`, devices);
    requireSome(`homes of ${user}`, homes);
    requireSome(`roles of ${user}`, roles);
    for (const role of roles) requireServers(user, role.servers, servers.length);
  }
  for (const { user, owner, consoles, servers: usual } of admins) {
    requireInteger(`owner of ${user}`, owner, 0, people.length - 1);
    requireSome(`consoles of ${user}`, consoles);
    requireServers(user, usual, servers.length);
  }
  for (const { user, hosts, servers: usual } of services) {
    requireSome(`hosts of ${user}`, hosts);
    requireServers(user, usual, servers.length);
  }
}

function requireServers(user: string, indices: readonly number[], count: number): void {
  requireSome(`servers of ${user}`, indices);
  for (const i of indices) requireInteger(`server of ${user}`, i, 0, count - 1);
}

function requireSome(name: string, list: readonly unknown[]): void {
  if (list.length === 0) throw new RangeError(`${name} has 0 entries, expected at least 1`);
}

/** Throws a RangeError unless the name is that of an IANA time zone. */
export function requireZone(name: string, zone: string): void {
  try {
    zoneOffsets(zone, 0, 1);
  } catch (cause) {
    throw new RangeError(`${name} has ${zone}, expected names of IANA time zones such as Europe/Berlin`, {
      cause,
    });
  }
}
