import { between, chance, integerBetween, pick, sample } from '../draw.mjs';

/**
 * Staff of a firm in which everybody has a computer: most keep office hours to the minute, some have the habit of coming back at night or
 * on weekends, some wander between computers, and administrators look after everybody's.
 */
export function createPeople(random, { count, days }) {
  const people = Array.from({ length: count }, (_, i) => createPerson(random.fork(i), i, days));
  const supervisors = people.filter(({ role }) => role === 'office').slice(0, Math.ceil(count / 12));
  for (const supervisor of supervisors) supervisor.role = 'supervisor';
  for (const person of people) person.supervisor = pick(random, supervisors);
  // The few computers that stand where everybody can use them.
  const shared = Array.from({ length: Math.ceil(count / 20) }, (_, i) => `PC-9${String(i).padStart(3, '0')}`);
  const all = people.map(({ pc }) => pc);
  for (const person of people) {
    person.others = sample(random, [...shared, ...all], person.wandering > 0.2 ? 12 : 3);
    if (person.role === 'administrator') person.others = [...all, ...shared];
  }
  return people;
}

function createPerson(random, i, days) {
  const role = i % 20 === 7 ? 'administrator' : i % 20 === 13 ? 'shared' : 'office';
  const joins = chance(random, 0.12) ? random.integer(days) : 0;
  const leaves = chance(random, 0.12) ? joins + 30 + random.integer(days) : Infinity;
  return {
    user: `${pick(random, letters)}${pick(random, letters)}${pick(random, letters)}${String(1000 + i * 7)}`,
    pc: `PC-${String(1000 + ((i * 37) % 5000)).padStart(4, '0')}`,
    role,
    joins,
    leaves,
    start: integerBetween(random, 12, 20) / 2,
    spread: between(random, 0.08, 0.35),
    hours: pick(random, [8, 8.5, 9, 9.5, 10]),
    /** Chance of a second visit at night, and of coming on a weekend day. */
    evenings: chance(random, 0.15) ? between(random, 0.1, 0.6) : between(random, 0, 0.004),
    eveningHour: between(random, 18.5, 27),
    weekends: chance(random, 0.12) ? between(random, 0.2, 0.9) : between(random, 0, 0.003),
    /** Chance that a visit is to a computer other than one's own. */
    wandering: role === 'shared' ? 0.7 : chance(random, 0.2) ? between(random, 0.02, 0.3) : 0.002,
    unlocks: between(random, 0, 0.9),
    /** Sessions on others' computers on a day, for administrators. */
    rounds: role === 'administrator' ? integerBetween(random, 3, 8) : 0,
    vacations: Array.from({ length: 2 }, () => random.integer(days)),
  };
}

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVW'];
