import { type Random } from '@sidecar/numeric';
import { type PlannedIncident } from './attack-stream.ts';
import { between, pick } from './draw.ts';
import { atLocalHour } from './local-time.ts';
import { rehearse } from './rehearse.ts';
import { requireCast } from './require-cast.ts';
import { definitionOf, type Scenario } from './scenario.ts';
import { type EventLabel } from './seed-event.ts';
import { type World } from './world.ts';

/** Casts the incidents of all scenarios: each gets its own randomness, so that one more changes none of the others. */
export function planIncidents(
  world: World,
  scenarios: readonly Scenario[],
  random: Random,
): PlannedIncident[] {
  const count = new Map<string, number>();
  return scenarios.flatMap((scenario) => {
    const { name, incidents } = scenario;
    requireCast(world.population, scenario);
    return Array.from({ length: incidents }, () => {
      const number = (count.get(name) ?? 0) + 1;
      count.set(name, number);
      return planIncident(world, scenario, `${name}-${number}`, random.fork(`${name}-${number}`));
    });
  });
}

function planIncident(world: World, scenario: Scenario, incident: string, random: Random): PlannedIncident {
  const { name, technique, accounts, targets, succeeds } = scenario;
  const { events, gapSeconds, origins, play, ...usual } = scenario.definition ?? definitionOf(name);
  const { earliest, latest } = window(world, scenario);
  const size = scenario.events ?? events[0] + random.integer(events[1] - events[0] + 1);
  const paced = size * between(random, ...gapSeconds) * 1000;
  const asked = scenario.durationMinutes === null ? paced : scenario.durationMinutes * 60_000;
  const duration = Math.min(asked, (latest - earliest) * 0.8);
  const day = between(random, earliest, latest - duration);
  const { office } = pick(random, world.population.people);
  const { zone } = world.population.offices[office]!;
  const hour = atLocalHour(world, zone, day, between(random, ...(scenario.hours ?? usual.hours)));
  const from = hour >= earliest && hour + duration < latest ? hour : day;
  const origin = scenario.origin ?? pick(random, origins);
  const label = Object.freeze({ label: 1, scenario: name, incident, technique }) as EventLabel;
  const chosen = { accounts, targets, succeeds };
  const stage = { world, random, size, from, to: from + duration, origin, office, chosen };
  return { from, size, label, happenings: rehearse(scenario, stage, play(stage)) };
}

/** Between which moments incidents of a scenario may lie. */
function window({ span }: World, { name, start, end }: Scenario): { earliest: number; latest: number } {
  const usually = (name === 'dormant_account' ? 0.6 : 0.05) * (span.to - span.from);
  const earliest = Math.max(span.from, start ?? span.from + usually);
  const latest = Math.min(span.to, end ?? span.to);
  if (latest - earliest >= 1) return { earliest, latest };
  throw new RangeError(
    `scenario ${name} ends at ${latest}, expected a time after its start, ${earliest}, within the mix`,
  );
}
