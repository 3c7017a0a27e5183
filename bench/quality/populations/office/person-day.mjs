import { bell, between, chance, integerBetween, pick, pickEarly } from '../draw.mjs';
import { labelledRow } from '../row.mjs';
import { publicAddress } from './public-address.mjs';

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
const minuteMs = 60_000;
const winlogon = 'C:\\Windows\\System32\\winlogon.exe';
const remote = 'C:\\Windows\\System32\\svchost.exe';
const outlook = 'C:\\Program Files\\Microsoft Office\\root\\Office16\\OUTLOOK.EXE';

/** Events of a person on a day that begins at `midnight` UTC. `day` counts from a Monday. */
export function personDay(random, person, day, midnight, world) {
  if (day < person.joins || day >= person.leaves) return [];
  const rows = isStormDay(person, day) ? storm(random, person, day, midnight, world) : [];
  const trip =
    person.trip && day >= person.trip.day && day < person.trip.day + person.trip.length ? person.trip : null;
  const shift = person.site.offsetHours + (trip ? trip.shift : 0);
  const at = (hour) => midnight + (hour - shift) * hourMs;
  if (worksOn(random, person, day, world)) {
    const closing = person.closesBooks && day % 30 > 26 ? between(random, 1, 4) : 0;
    const from = at(bell(random, person.start, person.spread));
    rows.push(...session(random, person, day, from, bell(random, person.hours, 0.5) + closing, trip, world));
  }
  if (chance(random, person.lateNights)) {
    rows.push(
      ...session(
        random,
        person,
        day,
        at(between(random, 20, 25)),
        between(random, 0.5, 2),
        trip ?? 'home',
        world,
      ),
    );
  }
  return rows;
}

function worksOn(random, person, day, { holidays }) {
  if (holidays.has(day)) return chance(random, 0.05);
  if (person.workdays.includes(day % 7)) return chance(random, 0.94);
  return chance(random, person.weekends);
}

function session(random, person, day, from, hours, place, world) {
  const { user, homeDays } = person;
  const rows = [];
  const push = (time, fields) => rows.push(labelledRow(time, { user, ...fields }));
  const away = place ?? (homeDays.includes(day % 7) && chance(random, 0.9) ? 'home' : null);
  const own = computerOn(person, day);
  const src =
    away === null ? addressOn(random, person, day) : `172.16.${random.integer(2)}.${2 + random.integer(250)}`;
  const terminal = person.terminal === null || away !== null ? null : world.terminals[person.terminal];
  let time = from;
  push(time, { dest: own, id: 4624, process: winlogon });
  if (away !== null) {
    const outside = away === 'home' ? person.home[Math.floor(day / 16) % person.home.length] : away.address;
    push((time += between(random, 1, 4) * minuteMs), {
      src: chance(random, 0.04) ? publicAddress(random) : outside,
      dest: 'vpn.corp.example',
      id: 4624,
    });
  }
  if (chance(random, person.mistakes)) {
    for (let i = integerBetween(random, 1, 4); i > 0; i--) {
      push((time += between(random, 4, 25) * 1000), { src, dest: pick(random, world.controllers), id: 4771 });
    }
  }
  push((time += between(random, 1, 20) * 1000), {
    src,
    dest: pickEarly(random, world.controllers),
    id: 4768,
  });
  if (terminal) push((time += minuteMs), { src, dest: terminal.name, id: 4624, process: remote });
  const seen = terminal?.address ?? src;
  const end = from + Math.max(hours, 0.3) * hourMs;
  const visits = Math.max(1, Math.round((person.visits * hours) / 8));
  for (let i = 0; i < visits; i++) {
    const server = chance(random, 0.25) ? world.mail : serverOn(random, person, day);
    const when = between(random, time, end);
    if (chance(random, 0.7)) push(when, { src: seen, dest: server.name, id: 4769 });
    if (chance(random, 0.8))
      push(when + 40, {
        src: seen,
        dest: server.name,
        id: 4624,
        process: server === world.mail ? outlook : null,
      });
  }
  for (let i = random.integer(3); i > 0; i--)
    push(between(random, time, end), { dest: own, id: 4624, process: winlogon });
  push(end, { dest: own, id: 4634 });
  return rows;
}

/** A server this person goes to on that day: mostly of the own department, sometimes any. */
function serverOn(random, { servers, moves, curiosity, curiousAbout }, day) {
  if (chance(random, curiosity)) return pick(random, curiousAbout);
  return pickEarly(random, moves && day >= moves.day ? moves.servers : servers);
}

/** Own computer on that day. */
export function computerOn({ computer, nextComputer }, day) {
  return nextComputer && day >= nextComputer.day ? nextComputer.name : computer;
}

/** Own address in the office on that day; where leases are daily it is any of the site's. */
export function addressOn(random, { site, address }, day) {
  if (site.leases === 'daily') return `${site.network}.${4 + (day % 4)}.${2 + random.integer(250)}`;
  return chance(random, 0.02) ? `${site.network}.8.${2 + random.integer(250)}` : address;
}

function isStormDay({ forgetsDevice, passwordDay }, day) {
  return forgetsDevice && day % 60 === passwordDay;
}

/** A telephone that goes on trying the old password, until somebody notices. */
function storm(random, { user, site, address }, day, midnight, { mail, controllers }) {
  const rows = [];
  const phone = chance(random, 0.5) ? mail.address : address;
  const begin = midnight + (9 - site.offsetHours) * hourMs;
  const every = between(random, 4, 25);
  const count = Math.min(110, Math.round((between(random, 2, 28) * 60) / every));
  for (let i = 0; i < count; i++) {
    const time = begin + (i * every + random.next()) * minuteMs;
    const fields =
      phone === mail.address
        ? { id: 4776, failed: true, dest: controllers[0] }
        : { id: 4625, dest: mail.name };
    rows.push(labelledRow(time, { user, src: phone, ...fields }));
  }
  return rows;
}
