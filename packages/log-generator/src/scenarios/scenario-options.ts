import { requireFinite, requireInteger } from '@sidecar/numeric';
import { requireInstant } from '../instant.ts';
import { type Scenario, type ScenarioOptions } from '../scenario.ts';
import { type ScenarioDefinition } from './scenario-definition.ts';

/** The options of a scenario, checked; null for what was not chosen. Throws a RangeError that names what is out of range. */
export function requireScenarioOptions(
  name: string,
  { origins, canSucceed }: ScenarioDefinition,
  { incidents = 1, events, start, end, ...choices }: ScenarioOptions,
): Omit<Scenario, 'name' | 'technique' | 'definition'> {
  const { origin, hours, durationMinutes, accounts, source, targets, succeeds } = choices;
  requireInteger('incidents', incidents, 1, 100_000);
  if (events !== undefined) requireInteger('events', events, 2, 100_000_000);
  if (origin !== undefined && !origins.includes(origin)) {
    throw new RangeError(`origin of ${name} is ${origin}, expected ${origins.join(' or ')}`);
  }
  if (hours !== undefined) {
    requireFinite('second of hours', hours[1], 0, 24);
    requireFinite('first of hours', hours[0], 0, hours[1]);
  }
  if (durationMinutes !== undefined) requireFinite('durationMinutes', durationMinutes, 0.1, 1_000_000);
  if (accounts !== undefined) requireInteger('number of accounts', accounts.length, 1, 1_000_000);
  if (targets !== undefined) requireInteger('number of targets', targets.length, 1, 1_000_000);
  if (source === '') throw new RangeError('source is empty, expected an address');
  if (succeeds !== undefined && !canSucceed) {
    throw new RangeError(`succeeds is set for ${name}, expected only where passwords are tried`);
  }
  return {
    incidents,
    events: events ?? null,
    start: start === undefined ? null : requireInstant('start', start),
    end: end === undefined ? null : requireInstant('end', end),
    origin: origin ?? null,
    hours: hours ?? null,
    durationMinutes: durationMinutes ?? null,
    accounts: accounts ?? null,
    source: source ?? null,
    targets: targets ?? null,
    succeeds: succeeds ?? null,
  };
}
