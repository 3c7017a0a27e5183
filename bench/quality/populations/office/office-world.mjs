import { createRandom } from '../../sidecar.mjs';
import { split } from '../split.mjs';
import { adminDay } from './admin-day.mjs';
import { officeAttacks } from './attacks.mjs';
import { createDirectory } from './directory.mjs';
import { dayMs, personDay } from './person-day.mjs';
import { serviceDay } from './services.mjs';

const start = Date.UTC(2026, 1, 2);

/**
 * A firm of two sites, all its logons, and attacks in the days after `trainDays`.
 *
 * @param size `people` (at most 249), `services`, `admins`, `dormant` accounts, `days` from a Monday on, of which `trainDays` train;
 *   `newShare` of the people begin after training; nothing was recorded before `recordedFrom`
 * @param attacks `each`: incidents of every kind; `names`: kinds, all by default
 * @returns `{ train, test }`, labelled rows in the order of time
 */
export function officeWorld(seed, size, attacks) {
  const random = createRandom(`office/${seed}`);
  const world = createDirectory(random.fork('directory'), size);
  const everybody = [
    ...[...world.people, ...world.sleepers].map((who) => [who, personDay]),
    ...world.admins.map((who) => [who, adminDay]),
    ...world.services.map((who) => [who, serviceDay]),
  ];
  const usual = everybody.flatMap(([who, dayOf], i) => {
    const own = random.fork(`life ${i}`);
    return Array.from({ length: size.days }, (_, day) =>
      dayOf(own, who, day, start + day * dayMs, world),
    ).flat();
  });
  const span = { firstDay: size.trainDays + (size.days > 14 ? 1 : 0), lastDay: size.days - 1, start };
  const deeds = officeAttacks(random.fork('attacks'), world, { ...attacks, ...span });
  const recorded = [...usual, ...deeds].filter(
    ({ time }) => time >= start + (size.recordedFrom ?? 0) * dayMs,
  );
  return split(recorded, start + size.trainDays * dayMs);
}
