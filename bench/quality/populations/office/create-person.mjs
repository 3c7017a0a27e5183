import { bell, between, chance, integerBetween, pick, sample } from '../draw.mjs';
import { publicAddress } from './public-address.mjs';

const first = [
  'ana',
  'ben',
  'chloe',
  'dev',
  'eva',
  'finn',
  'grace',
  'hugo',
  'iris',
  'jon',
  'kim',
  'lea',
  'max',
  'nora',
  'omar',
  'pia',
  'quinn',
];
const last = [
  'abel',
  'brandt',
  'costa',
  'diaz',
  'ellis',
  'fox',
  'gomez',
  'hahn',
  'ito',
  'jansen',
  'kraft',
  'lopez',
  'marsh',
  'novak',
  'orlov',
];

/** A person of the firm with their habits. Numbers of days count from the start of the world, a Monday. */
export function createPerson(random, i, { people, days, trainDays, newShare, sites, servers, departments }) {
  const site = sites[chance(random, 0.65) ? 0 : 1];
  const kind = pick(random, kinds);
  const isNew = i >= people * (1 - newShare);
  const department = random.integer(departments.length);
  return {
    user: `${first[i % first.length]}.${last[Math.floor(i / first.length) % last.length]}`,
    site,
    kind,
    department,
    servers: departments[department],
    joins: isNew
      ? trainDays + random.integer(Math.max(1, Math.round((days - trainDays) / 2)))
      : lateStart(random, trainDays),
    leaves: !isNew && chance(random, 0.04) ? integerBetween(random, Math.round(days / 2), days) : Infinity,
    moves: chance(random, 0.06) ? { day: random.integer(days), servers: pick(random, departments) } : null,
    computer: `NB-${site.code}-${String(2000 + i * 3)}`,
    nextComputer: chance(random, 0.1)
      ? { day: random.integer(days), name: `NB-${site.code}-${String(5000 + i)}` }
      : null,
    address: `${site.network}.${4 + random.integer(4)}.${2 + random.integer(250)}`,
    start: kind === 'night' ? bell(random, 21.5, 0.5) : bell(random, 8.4, 0.8),
    spread: kind === 'flexible' ? between(random, 1, 2.2) : between(random, 0.15, 0.6),
    hours: kind === 'part' ? between(random, 3.5, 5) : between(random, 7.5, 9.5),
    workdays:
      kind === 'part'
        ? sample(random, [0, 1, 2, 3, 4, 5, 6], 4)
        : kind === 'night'
          ? [0, 1, 2, 3, 6]
          : [0, 1, 2, 3, 4],
    weekends: chance(random, 0.1) ? 0.25 : 0.01,
    lateNights: kind === 'flexible' ? 0.15 : between(random, 0, 0.03),
    homeDays: chance(random, 0.4) ? sample(random, [0, 1, 2, 3, 4], integerBetween(random, 1, 3)) : [],
    home: Array.from({ length: 4 }, () => publicAddress(random)),
    terminal: kind !== 'night' && chance(random, 0.12) ? random.integer(2) : null,
    visits: integerBetween(random, 2, 7),
    curiosity: chance(random, 0.1) ? 0.15 : 0.012,
    curiousAbout: servers,
    mistakes: between(random, 0.01, 0.08),
    passwordDay: random.integer(60),
    forgetsDevice: chance(random, 0.25),
    trip: chance(random, 0.12)
      ? {
          day: random.integer(days),
          length: integerBetween(random, 2, 5),
          shift: pick(random, [-9, -7, 7, 8, 9]),
          address: publicAddress(random),
        }
      : null,
    closesBooks: department === 0,
  };
}

const kinds = [...Array(14).fill('office'), 'flexible', 'flexible', 'flexible', 'night', 'part', 'part'];

function lateStart(random, trainDays) {
  return chance(random, 0.06) ? random.integer(trainDays) : 0;
}
