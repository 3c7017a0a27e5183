import { requireInteger } from '@sidecar/numeric';
import { type Instant, requireInstant } from './instant.ts';
import { definitions, type ScenarioDefinition, type ScenarioName } from './scenarios/definitions.ts';

export type { ScenarioName } from './scenarios/definitions.ts';

export interface ScenarioOptions {
  /** How many attacks of this kind, from 1 to 100,000. @default 1 */
  readonly incidents?: number;
  /** Events of each, from 2 to 100,000,000. @default random, a number that is usual for the scenario */
  readonly events?: number;
  /** No attack begins before. @default the start of the mix, without its first twentieth */
  readonly start?: Instant;
  /** No attack goes on after. @default the end of the mix */
  readonly end?: Instant;
  /** Where the attacker is, for scenarios that know both. @default random for each incident */
  readonly origin?: 'outside' | 'inside';
}

/** A plan for attacks of one kind, as plain data. */
export interface Scenario {
  readonly name: ScenarioName;
  /** MITRE ATT&CK technique of its labels. */
  readonly technique: string;
  readonly incidents: number;
  readonly events: number | null;
  readonly start: number | null;
  readonly end: number | null;
  readonly origin: 'outside' | 'inside' | null;
}

/** All scenarios, in alphabetical order. */
export const scenarioNames: readonly ScenarioName[] = (Object.keys(definitions) as ScenarioName[]).sort();

/**
 * A scenario to put into a `mix`: who is attacked, from where and when is decided there.
 *
 * @throws RangeError if the name is unknown, a number out of range, or the scenario cannot come from that origin.
 * @example
 * scenario('kerberoasting', { incidents: 3 }).technique; // => 'T1558.003'
 */
export function scenario(
  name: ScenarioName,
  { incidents = 1, events, start, end, origin }: ScenarioOptions = {},
): Scenario {
  const { technique, origins } = definitionOf(name);
  requireInteger('incidents', incidents, 1, 100_000);
  if (events !== undefined) requireInteger('events', events, 2, 100_000_000);
  if (origin !== undefined && !origins.includes(origin)) {
    throw new RangeError(`origin of ${name} is ${origin}, expected ${origins.join(' or ')}`);
  }
  return {
    name,
    technique,
    incidents,
    events: events ?? null,
    start: start === undefined ? null : requireInstant('start', start),
    end: end === undefined ? null : requireInstant('end', end),
    origin: origin ?? null,
  };
}

/**
 * MITRE ATT&CK technique of a scenario.
 *
 * @throws RangeError if the name is unknown.
 * @example
 * techniqueOf('pass_the_hash'); // => 'T1550.002'
 */
export function techniqueOf(name: ScenarioName): string {
  return definitionOf(name).technique;
}

/** What is known of a scenario; throws a RangeError if the name is unknown. */
export function definitionOf(name: ScenarioName): ScenarioDefinition {
  if (Object.hasOwn(definitions, name)) return definitions[name];
  throw new RangeError(`scenario is ${String(name)}, expected one of ${scenarioNames.join(', ')}`);
}
