import { integerBetween, pick } from '../draw.mjs';
import { labelledRow } from '../row.mjs';
import { guessing } from './guessing.mjs';
import { intrusions } from './intrusions.mjs';
import { dayMs, hourMs } from './person-day.mjs';

const scenarios = { ...guessing, ...intrusions };

/** The kinds of attacks on the office, ten. */
export const attackNames = Object.keys(scenarios);

/**
 * Attacks of the days from `firstDay` to `lastDay`: `each` incidents of every kind, each on a day and a victim of its own.
 *
 * @returns labelled rows in no order.
 */
export function officeAttacks(random, world, { names = attackNames, each, firstDay, lastDay, start }) {
  return names.flatMap((scenario) =>
    Array.from({ length: each }, (_, i) => {
      const own = random.fork(`${scenario} ${i}`);
      const day = integerBetween(own, firstDay, lastDay);
      const label = { scenario, incident: `${scenario}-${i + 1}` };
      const victims = world.people.filter(({ joins, leaves }) => joins < day - 2 && leaves > day + 3);
      const rows = [];
      const stage = {
        world,
        day,
        midnight: start + day * dayMs,
        victims,
        victim: pick(own, victims),
        push: (time, fields) => rows.push(labelledRow(time, fields, label)),
        /** The moment of a local hour of somebody on that day. */
        local: ({ site }, hour) => start + day * dayMs + (hour - site.offsetHours) * hourMs,
      };
      scenarios[scenario](own, stage);
      return rows;
    }).flat(),
  );
}
