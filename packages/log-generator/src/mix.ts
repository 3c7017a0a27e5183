import { createRandom, requireInteger } from '@sidecar/numeric';
import { createActors } from './actors/create-actors.ts';
import { attackStream, type PlannedIncident } from './attack-stream.ts';
import { benignStream } from './benign-stream.ts';
import { toGeneratedEvent } from './happening.ts';
import { type Incident, incidentsOf, type ScenarioMeaning } from './incidents-of.ts';
import { type Instant, requireSpan } from './instant.ts';
import { planIncidents } from './plan-incidents.ts';
import { requirePopulation } from './population/require-population.ts';
import { type Population } from './population/types.ts';
import { type Scenario } from './scenario.ts';
import { benignLabel, type GeneratedEvent } from './seed-event.ts';
import { timestampWriter } from './timestamp-writer.ts';
import { createWorld } from './world.ts';

export interface MixOptions {
  /** Number of events in all, from 0. */
  readonly events: number;
  /** First moment, inclusive. */
  readonly start: Instant;
  /** Last moment, exclusive. */
  readonly end: Instant;
  /** Seeds what the population does and how the attacks go: same arguments, same events. @default 0 */
  readonly seed?: number | string;
}

/** Labelled events that are made while they are read, each time anew and the same. */
export interface LabelledEvents extends Iterable<GeneratedEvent> {
  /** The attacks among them, by their first event. */
  incidents(): Incident[];
}

/**
 * Events of a population with attacks among them: exactly `events`, in time order, made while they are read. Memory
 * grows with the number of accounts and with the length of the span, not with the number of events.
 *
 * @throws RangeError if an option is out of range, the population does not hang together, or the scenarios alone make more than `events`.
 * @example
 * const people = population({ start: '2026-01-01', end: '2026-04-01' });
 * const attacks = [scenario('kerberoasting'), scenario('password_spray_slow', { incidents: 2, origin: 'inside' })];
 * for (const { event, label } of mix(people, attacks, { events: 1000, start: '2026-02-01', end: '2026-03-01' })) { }
 */
export function mix(
  population: Population,
  scenarios: readonly Scenario[],
  { events, start, end, seed = 0 }: MixOptions,
): LabelledEvents {
  requireInteger('events', events, 0, Number.MAX_SAFE_INTEGER);
  requirePopulation(population);
  const world = createWorld(population, requireSpan(start, end));
  const plan = (): PlannedIncident[] => planIncidents(world, scenarios, createRandom(`${seed}/attacks`));
  const attacks = plan().reduce((sum, { size }) => sum + size, 0);
  if (attacks > events)
    throw new RangeError(`events is ${events}, expected at least the ${attacks} of the scenarios`);
  return {
    incidents: () => incidentsOf(attackEvents(plan()), meaningsOf(scenarios)),
    *[Symbol.iterator]() {
      const random = createRandom(`${seed}/mix`);
      const writeTime = timestampWriter(7);
      const benign = benignStream(world, createActors(world, random), events - attacks, random);
      const attack = attackStream(plan());
      let next = attack.next();
      for (const happening of benign) {
        for (; next.done !== true && next.value.time < happening.time; next = attack.next()) {
          yield toGeneratedEvent(next.value.happening, next.value.label, writeTime);
        }
        yield toGeneratedEvent(happening, benignLabel, writeTime);
      }
      for (; next.done !== true; next = attack.next()) {
        yield toGeneratedEvent(next.value.happening, next.value.label, writeTime);
      }
    },
  };
}

function* attackEvents(incidents: readonly PlannedIncident[]): Generator<GeneratedEvent> {
  const writeTime = timestampWriter(7);
  for (const { happening, label } of attackStream(incidents)) {
    yield toGeneratedEvent(happening, label, writeTime);
  }
}

/** What the own scenarios among them mean. */
function meaningsOf(scenarios: readonly Scenario[]): Record<string, ScenarioMeaning> {
  return Object.fromEntries(
    scenarios.flatMap(({ name, definition }) => (definition === undefined ? [] : [[name, definition]])),
  );
}
