import { type Population } from './population/types.ts';
import { type Scenario } from './scenario.ts';
import { allHosts } from './scenarios/hosts-named.ts';

/** Throws a RangeError unless everybody and everything that a scenario names is there. */
export function requireCast(population: Population, { name, accounts, targets }: Scenario): void {
  const { people, admins, services, machines } = population;
  if (name === 'service_account_misuse' && services.length === 0 && accounts === null) {
    throw new RangeError('services is 0, expected at least 1 for the scenario service_account_misuse');
  }
  if (accounts !== null) {
    const known = new Set([people, admins, services, machines].flat().map(({ user }) => user));
    const stranger = accounts.find((user) => !known.has(user));
    if (stranger !== undefined)
      throw new RangeError(`accounts of ${name} has ${stranger}, expected accounts of the population`);
  }
  if (targets !== null) {
    const known = new Set(allHosts(population).map((host) => host.name));
    const stranger = targets.find((host) => !known.has(host));
    if (stranger !== undefined)
      throw new RangeError(`targets of ${name} has ${stranger}, expected hosts of the population`);
  }
}
