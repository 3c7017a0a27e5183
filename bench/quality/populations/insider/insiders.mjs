import { between, chance, integerBetween, pick, sample } from '../draw.mjs';
import { dayMs, visit } from './visits.mjs';

const hourMs = dayMs / 24;

/**
 * Insiders of the months from `firstDay` on. They go on with their usual work, and leave in the end.
 *
 * - `after_hours_exit`: never worked at night, does so for some weeks, and leaves.
 * - `slow_theft`: comes a few times in the evening or on a weekend before leaving, at hours that are only a little late.
 * - `supervisor_machine`: an administrator logs on to the computer of the own supervisor, once or twice.
 */
export function createInsiders(random, people, { firstDay, days, start }) {
  const present = people.filter(({ joins, leaves }) => joins < firstDay - 60 && leaves === Infinity);
  const quiet = present.filter(
    ({ role, evenings, weekends }) => role === 'office' && evenings < 0.1 && weekends < 0.1,
  );
  const administrators = sample(
    random,
    present.filter(({ role }) => role === 'administrator'),
    3,
  );
  const chosen = sample(random, quiet, 11);
  const plans = [
    ...chosen.slice(0, 7).map((person) => ({ person, scenario: 'after_hours_exit', deeds: afterHours })),
    ...chosen.slice(7).map((person) => ({ person, scenario: 'slow_theft', deeds: slowTheft })),
    ...administrators.map((person) => ({ person, scenario: 'supervisor_machine', deeds: supervisorMachine })),
  ];
  return plans.flatMap(({ person, scenario, deeds }, i) => {
    const own = random.fork(`insider ${i}`);
    const first = integerBetween(own, firstDay + 5, days - 40);
    const label = { scenario, incident: `${scenario}-${i + 1}` };
    const rows = deeds(own, person, first, label, (day, hour) => start + day * dayMs + hour * hourMs);
    const last = Math.max(...rows.map(({ time }) => time));
    person.leaves = Math.ceil((last - start) / dayMs) + integerBetween(own, 1, 6);
    return rows;
  });
}

function afterHours(random, { user, pc }, first, label, at) {
  const nights = sample(
    random,
    Array.from({ length: 25 }, (_, i) => first + i),
    integerBetween(random, 3, 10),
  );
  return nights.flatMap((day) =>
    visit(random, {
      user,
      pc,
      from: at(day, between(random, 19, 29)),
      hours: between(random, 0.3, 3),
      label,
    }),
  );
}

function slowTheft(random, { user, pc, start, hours }, first, label, at) {
  return Array.from({ length: integerBetween(random, 2, 4) }, (_, i) => {
    const day = first + i * 8 + random.integer(5);
    const late = start + hours + between(random, 2, 5);
    const hour = chance(random, 0.5) ? late : start - between(random, 2, 4);
    return visit(random, { user, pc, from: at(day, hour), hours: between(random, 0.3, 1.5), label });
  }).flat();
}

function supervisorMachine(random, { user, supervisor, start }, first, label, at) {
  return Array.from({ length: integerBetween(random, 1, 2) }, (_, i) => {
    const hour = chance(random, 0.7)
      ? pick(random, [-3, 12, 14]) + start + random.next()
      : start + 3 * random.next();
    return visit(random, {
      user,
      pc: supervisor.pc,
      from: at(first + i, hour),
      hours: between(random, 0.1, 1),
      label,
    });
  }).flat();
}
