import {
  type Scenario,
  scenario,
  type ScenarioName,
  scenarioNames,
  type ScenarioOptions,
} from '@sidecar/log-generator';
import { InvalidArgumentError } from 'commander';
import { fraction, wholeNumber } from './option-values.ts';

/** How each option of a scenario is read from text. */
const readers = {
  incidents: wholeNumber(1),
  events: wholeNumber(2),
  start: (text) => text,
  end: (text) => text,
  origin: (text) => oneOf(['outside', 'inside'], text),
  hours: (text) => range(text),
  durationMinutes: fraction(0.1, 1_000_000),
  accounts: (text) => text.split('+'),
  source: (text) => text,
  targets: (text) => text.split('+'),
  succeeds: (text) => oneOf(['yes', 'no'], text) === 'yes',
} as const satisfies Record<keyof ScenarioOptions, (text: string) => unknown>;

/**
 * Reads a kind of attack, `kerberoasting`, or one with its particulars, `brute_force:incidents=2,origin=inside`, and adds it
 * to those before. A name alone takes its part of the share of attacks; one with particulars is a plan of its own.
 */
export function readScenario(
  text: string,
  before: readonly (ScenarioName | Scenario)[] = [],
): (ScenarioName | Scenario)[] {
  const [name, ...rest] = text.split(':');
  const kind = scenarioNames.find((known) => known === name);
  if (kind === undefined) throw new InvalidArgumentError(`Expected one of ${scenarioNames.join(', ')}.`);
  return [...before, rest.length === 0 ? kind : plan(kind, rest.join(':'))];
}

function plan(kind: ScenarioName, text: string): Scenario {
  const options = text.split(',').map((pair) => {
    const [name = '', ...value] = pair.split('=');
    if (!Object.hasOwn(readers, name) || value.length === 0) {
      throw new InvalidArgumentError(
        `Expected ${Object.keys(readers).join('=, ')}= and a value, not ${pair}.`,
      );
    }
    return [name, readers[name as keyof ScenarioOptions](value.join('='))];
  });
  try {
    return scenario(kind, Object.fromEntries(options) as ScenarioOptions);
  } catch (error) {
    if (error instanceof RangeError) throw new InvalidArgumentError(`${error.message}.`);
    throw error;
  }
}

function oneOf<T extends string>(words: readonly T[], text: string): T {
  const word = words.find((known) => known === text);
  if (word === undefined) throw new InvalidArgumentError(`Expected ${words.join(' or ')}, not ${text}.`);
  return word;
}

/** `1-5`, `22.5-24`. */
function range(text: string): [number, number] {
  const [, from, to] = /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (from !== undefined && to !== undefined) return [Number(from), Number(to)];
  throw new InvalidArgumentError(`Expected hours such as 1-5, not ${text}.`);
}
