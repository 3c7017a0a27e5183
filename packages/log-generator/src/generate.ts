import { createRandom, requireFinite, requireInteger } from '@sidecar/numeric';
import { chooseScenarios } from './choose-scenarios.ts';
import { type Instant, requireInstant } from './instant.ts';
import { type LabelledEvents, mix } from './mix.ts';
import { originalProfile } from './original-profile.ts';
import { population, type PopulationOptions } from './population.ts';
import { type Scenario, type ScenarioName } from './scenario.ts';

export interface GenerateOptions extends Omit<PopulationOptions, 'start' | 'end' | 'seed'> {
  /** Number of events, attacks included, from 0. */
  readonly events: number;
  /** End of the events, exclusive. */
  readonly end: Instant;
  /** First moment. @default 90 days before `end` */
  readonly start?: Instant;
  /** Seeds everything: same options, same bytes. @default 0 */
  readonly seed?: number | string;
  /** `enterprise` is the organisation of `population`; `original` is the generator this project succeeds. @default enterprise */
  readonly profile?: 'enterprise' | 'original';
  /** Attacks: names share `attackShare` among them, plans are taken as they are, none at all makes clean data. @default all names */
  readonly scenarios?: readonly (ScenarioName | Scenario)[];
  /** Share of events that are attacks, from 0 to 0.5, kept as closely as whole incidents allow. @default 0.012 */
  readonly attackShare?: number;
}

const dayMs = 86_400_000;

/**
 * Labelled authentication events in one call: `population`, `scenario` and `mix` with sensible choices.
 *
 * @returns Exactly `events` events in time order, made while they are read; can be read again, with the same result.
 * @throws RangeError if an option is out of range, or is one of `enterprise` used with the profile `original`.
 * @example
 * const [first] = generate({ events: 30_000, seed: 7, end: '2026-10-01T00:00:00Z' });
 */
export function generate({
  events,
  end,
  start = requireInstant('end', end) - 90 * dayMs,
  seed = 0,
  profile = 'enterprise',
  scenarios,
  attackShare = 0.012,
  ...sizes
}: GenerateOptions): LabelledEvents {
  requireInteger('events', events, 0, Number.MAX_SAFE_INTEGER);
  requireFinite('attackShare', attackShare, 0, 0.5);
  if (profile === 'original') {
    const [stranger] = Object.keys(scenarios === undefined ? sizes : { scenarios });
    if (stranger !== undefined)
      throw new RangeError(`${stranger} is set, expected only with the profile enterprise`);
    return originalProfile({ events, start, end, seed });
  }
  if (profile !== 'enterprise') {
    throw new RangeError(`profile is ${String(profile)}, expected enterprise or original`);
  }
  const organisation = population({ ...sizes, start, end, seed });
  const attacks = chooseScenarios(
    organisation,
    events,
    scenarios,
    attackShare,
    createRandom(`${seed}/scenarios`),
  );
  return mix(organisation, attacks, { events, start, end, seed });
}
