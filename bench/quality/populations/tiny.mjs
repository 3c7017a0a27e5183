import { officeWorld } from './office/office-world.mjs';

const size = {
  people: 7,
  services: 2,
  admins: 1,
  dormant: 0,
  days: 9,
  trainDays: 7,
  newShare: 0,
  recordedFrom: 2,
};
const names = ['kerberoasting', 'stolen_credentials_night', 'lateral_movement', 'service_account_misuse'];

/** Hardly any data at all. */
export const tiny = {
  name: 'tiny',
  about: 'Ten accounts and seven days (five train, from Wednesday to Sunday), four small attacks.',
  seeds: 3,
  make: (seed) => officeWorld(`tiny/${seed}`, size, { names, each: 1 }),
};
