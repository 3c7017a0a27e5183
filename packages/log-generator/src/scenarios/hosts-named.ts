import { type Host, type Population } from '../population/types.ts';

/** All computers of an organisation that have a name: servers, domain controllers, gateways, consoles, computers of people. */
export function allHosts({ servers, offices, admins, people }: Population): Host[] {
  return [
    ...servers,
    ...offices.flatMap(({ domainControllers, gateway }) => [...domainControllers, gateway]),
    ...admins.flatMap(({ consoles }) => consoles),
    ...people.flatMap(({ devices }) => devices),
  ];
}

/** The computers of the given names, the first for each; null for null. */
export function hostsNamed(population: Population, names: readonly string[] | null): Host[] | null {
  if (names === null) return null;
  const hosts = allHosts(population);
  return names.flatMap((name) => hosts.find((host) => host.name === name) ?? []);
}
