import { between, chance, integerBetween, pick, sample } from '../draw.mjs';
import { labelledRow } from '../row.mjs';
import { dayMs, hourMs } from './person-day.mjs';

const works = ['poll', 'nightly', 'poll', 'inventory', 'deploy', 'scan', 'poll', 'report'];
const processes = {
  poll: 'C:\\Program Files\\Agent\\agent.exe',
  nightly: 'D:\\Backup\\bin\\bpbkar32.exe',
  inventory: 'C:\\Windows\\CCM\\CcmExec.exe',
  deploy: 'C:\\inetpub\\w3wp.exe',
  scan: null,
  report: 'C:\\Program Files\\Microsoft SQL Server\\MSSQL15\\MSSQL\\Binn\\sqlservr.exe',
};

/** Accounts of programs: each has one work to do, by the clock; some move to another host one day. */
export function createServices(random, count, { servers, days, trainDays }) {
  return Array.from({ length: count }, (_, i) => {
    const work = works[i % works.length];
    const [host, nextHost] = sample(random, servers, 2);
    return {
      user: `s_${work}${i < works.length ? '' : Math.floor(i / works.length) + 1}_${i}`,
      work,
      process: processes[work],
      host,
      moves:
        i % 5 === 1
          ? { day: trainDays + integerBetween(random, 1, Math.max(1, days - trainDays - 3)), host: nextHost }
          : null,
      targets: sample(random, servers, integerBetween(random, 1, 4)),
      everyHours: between(random, 0.7, 2),
      hour: between(random, 0, 5),
      fails: i % 6 === 2,
    };
  });
}

/** Events of a program's account on a day that begins at `midnight` UTC. */
export function serviceDay(random, service, day, midnight, world) {
  const { user, process, moves, fails, hour } = service;
  const host = moves && day >= moves.day ? moves.host : service.host;
  const rows = plans[service.work](random, service, day, world).flatMap(({ at, target, failed = false }) => {
    const time = midnight + at * hourMs;
    const place = { user, src: host.address, dest: target };
    if (failed) return [labelledRow(time, { ...place, id: 4625, process })];
    const logon = labelledRow(time, { ...place, id: 4624, process });
    return chance(random, 0.3) ? [labelledRow(time - 30, { ...place, id: 4769 }), logon] : [logon];
  });
  // An old password that is left in one scheduled task.
  if (fails)
    rows.push(
      labelledRow(midnight + hour * hourMs + random.next() * 5000, {
        user,
        src: host.address,
        dest: host.name,
        id: 4625,
        process,
      }),
    );
  return rows.filter(({ time }) => time < midnight + dayMs);
}

const plans = {
  poll: (random, { everyHours, targets }) =>
    Array.from({ length: Math.floor(24 / everyHours) }, (_, i) => ({
      at: i * everyHours + random.next() * 0.05,
      target: pick(random, targets).name,
    })),
  nightly: (random, { hour }, _, { servers }) =>
    servers.map(({ name }, i) => ({ at: hour + i * 0.04 + random.next() * 0.02, target: name })),
  inventory: (random, _, day, { people }) =>
    day % 7 > 4
      ? []
      : sample(random, people, 8).map(({ computer }) => ({ at: between(random, 15, 20), target: computer })),
  deploy: (random, _, day, { servers }) =>
    day % 7 > 4
      ? []
      : Array.from({ length: random.integer(4) }, () => ({
          at: between(random, 8, 22),
          target: pick(random, servers).name,
        })),
  scan: (random, _, day, { servers, people }) =>
    (day % 7 === 5
      ? [...servers.map(({ name }) => name), ...people.map(({ computer }) => computer)]
      : []
    ).map((target, i) => ({ at: 2 + i * 0.015, target, failed: chance(random, 0.4) })),
  report: (random, { hour, targets }, day) =>
    day % 7 === 6
      ? []
      : targets.map(({ name }, i) => ({ at: hour + 4 + i * 0.1 + random.next() * 0.1, target: name })),
};
