import { bell, between, chance, integerBetween, pick } from '../draw.mjs';
import { labelledRow } from '../row.mjs';

const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** A logon to a computer and its logoff, sometimes with unlocks between, which are recorded as logons. */
export function visit(random, { user, pc, from, hours, unlocks = 0, label = null }) {
  const rows = [labelledRow(from, { user, dest: pc, id: 4624 }, label)];
  for (; chance(random, unlocks / (1 + unlocks));) {
    rows.push(labelledRow(from + random.next() * hours * hourMs, { user, dest: pc, id: 4624 }, label));
  }
  // One logoff in twenty is never recorded: the computer was switched off.
  if (chance(random, 0.95)) {
    rows.push(labelledRow(from + hours * hourMs, { user, dest: pc, id: 4634 }, label));
  }
  return rows;
}

/** What a person does on a day that begins at `midnight`; `day` counts from a Monday. */
export function personDay(random, person, day, midnight) {
  if (day < person.joins || day >= person.leaves || isAway(person, day)) return [];
  const rows = [];
  const at = (hour) => midnight + hour * hourMs;
  const pcFor = () => (chance(random, person.wandering) ? pick(random, person.others) : person.pc);
  const { user, unlocks } = person;
  const weekend = day % 7 > 4;
  if (weekend ? chance(random, person.weekends) : chance(random, 0.96)) {
    const from = at(bell(random, person.start, weekend ? 2 * person.spread : person.spread));
    const hours = bell(random, person.hours, 1.5 * person.spread);
    rows.push(...visit(random, { user, pc: pcFor(), from, hours: Math.max(hours, 1), unlocks }));
    for (let i = 0; i < person.rounds; i++) {
      const begin = from + random.next() * person.hours * hourMs;
      rows.push(
        ...visit(random, {
          user,
          pc: pick(random, person.others),
          from: begin,
          hours: between(random, 0.05, 0.8),
        }),
      );
    }
    if (chance(random, 0.004)) rows.push(...overtime(random, person, at(person.start + person.hours)));
  }
  if (chance(random, person.evenings)) {
    const from = at(bell(random, person.eveningHour, 1));
    rows.push(...visit(random, { user, pc: pcFor(), from, hours: between(random, 0.5, 4) }));
  }
  return rows;
}

function overtime(random, { user, pc }, end) {
  return visit(random, {
    user,
    pc,
    from: end + between(random, 0.5, 3) * hourMs,
    hours: integerBetween(random, 1, 3),
  });
}

function isAway({ vacations }, day) {
  return vacations.some((from) => day >= from && day < from + 12) || day % 91 === 52;
}
