import { type Instant } from './instant.ts';
import { definitions, type ScenarioName } from './scenarios/definitions.ts';
import { type ScenarioDefinition } from './scenarios/scenario-definition.ts';
import { requireScenarioOptions } from './scenarios/scenario-options.ts';

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
  /** Local hours between which it begins, 0 to 24, where they lie within `start` and `end`. @default usual for the scenario */
  readonly hours?: readonly [number, number];
  /** How long it takes at most, in minutes, from 0.1 to 1,000,000. @default random, as is usual for the scenario */
  readonly durationMinutes?: number;
  /** Accounts that are attacked or misused, by name; of any kind. @default random, of the kind the scenario is about */
  readonly accounts?: readonly string[];
  /** Address that all of its events come from. @default random */
  readonly source?: string;
  /** Names of the hosts it reaches. @default random servers, or the doors that people use */
  readonly targets?: readonly string[];
  /** Whether a guess is right in the end, where passwords are tried. @default at random, and always in stuffing */
  readonly succeeds?: boolean;
}

/** A plan for attacks of one kind; plain data unless the definition is your own. */
export interface Scenario {
  readonly name: string;
  /** MITRE ATT&CK technique of its labels. */
  readonly technique: string;
  readonly incidents: number;
  readonly events: number | null;
  readonly start: number | null;
  readonly end: number | null;
  readonly origin: 'outside' | 'inside' | null;
  readonly hours: readonly [number, number] | null;
  readonly durationMinutes: number | null;
  readonly accounts: readonly string[] | null;
  readonly source: string | null;
  readonly targets: readonly string[] | null;
  readonly succeeds: boolean | null;
  /** Only for a scenario of your own: see `OwnScenario`. */
  readonly definition?: ScenarioDefinition;
}

/**
 * A kind of attack that is not in the list: pass it to `scenario` instead of a name. `stage.chosen` holds what the caller
 * of `scenario` chose; `source` and `durationMinutes` are seen to.
 *
 * @example
 * const golden: OwnScenario = {
 *   name: 'golden_ticket', technique: 'T1558.001', tactic: 'credential-access', goal: 'a forged ticket used',
 *   events: [5, 9], gapSeconds: [1, 10], hours: [0, 24], origins: ['inside'],
 *   *play(stage) {
 *     for (const time of anyTimes(stage)) yield step(time, acts.serviceTicketRc4, 'krbtgt', '10.9.9.9', 'DC-BER-01');
 *   },
 * };
 * scenario(golden, { incidents: 2 });
 */
export interface OwnScenario extends Omit<ScenarioDefinition, 'scalable' | 'canSucceed'> {
  /** Letters, digits, `_` and `-`; none of `scenarioNames`. */
  readonly name: string;
}

/** All scenarios, in alphabetical order. */
export const scenarioNames: readonly ScenarioName[] = (Object.keys(definitions) as ScenarioName[]).sort();

/**
 * A scenario to put into a `mix`: what is not chosen here is decided there.
 *
 * @param kind - One of `scenarioNames`, or the definition of your own.
 * @throws RangeError if the name is unknown, a number out of range, or the scenario cannot come from that origin.
 * @example
 * scenario('kerberoasting', { incidents: 3 }).technique; // => 'T1558.003'
 */
export function scenario(kind: ScenarioName | OwnScenario, options: ScenarioOptions = {}): Scenario {
  if (typeof kind === 'string') {
    const definition = definitionOf(kind);
    const { technique } = definition;
    return { name: kind, technique, ...requireScenarioOptions(kind, definition, options) };
  }
  const { name, technique } = kind;
  if (!/^[\w-]{1,64}$/.test(name) || Object.hasOwn(definitions, name)) {
    throw new RangeError(
      `name is ${name}, expected up to 64 letters, digits, _ or -, and none of ${scenarioNames.join(', ')}`,
    );
  }
  const definition = { ...kind, scalable: false, canSucceed: true };
  return { name, technique, ...requireScenarioOptions(name, definition, options), definition };
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
export function definitionOf(name: string): ScenarioDefinition {
  if (Object.hasOwn(definitions, name)) return definitions[name as ScenarioName];
  throw new RangeError(`scenario is ${String(name)}, expected one of ${scenarioNames.join(', ')}`);
}
