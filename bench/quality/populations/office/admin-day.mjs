import { between, chance, pick, pickEarly, sample } from '../draw.mjs';
import { labelledRow } from '../row.mjs';
import { addressOn, computerOn, hourMs } from './person-day.mjs';

const processes = [
  'C:\\Windows\\System32\\svchost.exe',
  'C:\\Windows\\System32\\mmc.exe',
  'C:\\Windows\\System32\\wsmprovhost.exe',
];

/** Sessions of an administrator's second account on a day, and the long nights in which everything is patched. */
export function adminDay(random, admin, day, midnight, world) {
  const { user, owner, usual, anywhere, sessions, fromJump, patches } = admin;
  if (day >= owner.leaves) return [];
  const rows = [];
  const at = (hour) => midnight + (hour - owner.site.offsetHours) * hourMs;
  const src = fromJump ? world.jump.address : addressOn(random, owner, day);
  const logon = (time, dest) => {
    const place = { user, src, dest };
    if (chance(random, 0.03))
      rows.push(labelledRow(time - 9000, { ...place, id: 4625, process: processes[0] }));
    rows.push(labelledRow(time, { ...place, id: 4624, process: pickEarly(random, processes) }));
    rows.push(labelledRow(time + 15, { user, dest, id: 4672 }));
  };
  if (day % 7 < 5 && !world.holidays.has(day)) {
    for (let i = random.integer(2 * sessions + 1); i > 0; i--) {
      logon(
        at(owner.start + random.next() * owner.hours),
        chance(random, anywhere) ? anyComputer(random, day, world) : pickEarly(random, usual).name,
      );
    }
  } else if (chance(random, 0.08)) {
    logon(at(between(random, 9, 23)), pickEarly(random, usual).name);
  }
  if (patches && day % 14 === 8) {
    for (const { name } of sample(random, world.servers, Math.ceil(world.servers.length / 2))) {
      logon(at(between(random, 22, 27)), name);
    }
  }
  return rows;
}

function anyComputer(random, day, { servers, people }) {
  return chance(random, 0.4) ? pick(random, servers).name : computerOn(pick(random, people), day);
}
