import { type Random } from '@sidecar/numeric';
import { between, pick } from './draw.ts';
import { type Happening } from './happening.ts';
import { createHeap } from './heap.ts';
import { definitionOf, type Scenario } from './scenario.ts';
import { type EventLabel } from './seed-event.ts';
import { atLocalHour } from './local-time.ts';
import { type World } from './world.ts';

/** One attack that has been cast: which events, how many, under which label. */
export interface Incident {
  readonly from: number;
  readonly size: number;
  readonly label: EventLabel;
  readonly happenings: Generator<Happening>;
}

/** An attack event on the way. */
export interface LabelledHappening {
  readonly time: number;
  readonly happening: Happening;
  readonly label: EventLabel;
}

/** Casts the incidents of all scenarios: each gets its own randomness, so that one more changes none of the others. */
export function planIncidents(world: World, scenarios: readonly Scenario[], random: Random): Incident[] {
  const { services } = world.population;
  const count = new Map<string, number>();
  return scenarios.flatMap((scenario) =>
    Array.from({ length: scenario.incidents }, () => {
      const { name } = scenario;
      if (name === 'service_account_misuse' && services.length === 0) {
        throw new RangeError('services is 0, expected at least 1 for the scenario service_account_misuse');
      }
      const number = (count.get(name) ?? 0) + 1;
      count.set(name, number);
      return planIncident(world, scenario, `${name}-${number}`, random.fork(`${name}-${number}`));
    }),
  );
}

function planIncident(world: World, scenario: Scenario, incident: string, random: Random): Incident {
  const { name, technique } = scenario;
  const { events, gapSeconds, hours, origins, play } = definitionOf(name);
  const length = world.span.to - world.span.from;
  const earliest = Math.max(
    world.span.from,
    scenario.start ?? world.span.from + (name === 'dormant_account' ? 0.6 : 0.05) * length,
  );
  const latest = Math.min(world.span.to, scenario.end ?? world.span.to);
  if (latest - earliest < 1) {
    throw new RangeError(
      `scenario ${name} ends at ${latest}, expected a time after its start, ${earliest}, within the mix`,
    );
  }
  const size = scenario.events ?? events[0] + random.integer(events[1] - events[0] + 1);
  const duration = Math.min(size * between(random, ...gapSeconds) * 1000, (latest - earliest) * 0.8);
  const day = between(random, earliest, latest - duration);
  const { office } = pick(random, world.population.people);
  const { zone } = world.population.offices[office]!;
  const hour = atLocalHour(world, zone, day, between(random, ...hours));
  const from = hour >= earliest && hour + duration < latest ? hour : day;
  const origin = scenario.origin ?? pick(random, origins);
  const label = Object.freeze({ label: 1, scenario: name, incident, technique }) as EventLabel;
  return {
    from,
    size,
    label,
    happenings: play({ world, random, size, from, to: from + duration, origin, office }),
  };
}

/** The events of all incidents in time order; incidents hold one event each in memory. */
export function* attackStream(incidents: readonly Incident[]): Generator<LabelledHappening> {
  const heap = createHeap<LabelledHappening & { rest: Generator<Happening> }>();
  const advance = (label: EventLabel, rest: Generator<Happening>): void => {
    const next = rest.next();
    if (next.done !== true) heap.push({ time: next.value.time, happening: next.value, label, rest });
  };
  for (const { label, happenings } of incidents) advance(label, happenings);
  for (let top = heap.pop(); top !== undefined; top = heap.pop()) {
    yield top;
    advance(top.label, top.rest);
  }
}
