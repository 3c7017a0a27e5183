import { officeWorld } from './office/office-world.mjs';

const size = { people: 130, services: 16, admins: 8, dormant: 6, days: 63, trainDays: 42, newShare: 0.06 };

/** A firm as firms are, with ten kinds of attacks. */
export const office = {
  name: 'office',
  about:
    'A firm of 160 accounts at two sites over nine weeks (six train): addresses leased daily, VPN and home days, travel, terminal servers, forgotten telephones that try old passwords for ' +
    'hours, patch nights, a vulnerability scan, services that move, new hires and new laptops; logons at one’s own computer name no source, tickets no process. Ten kinds of attacks, three of each.',
  seeds: 3,
  make: (seed) => officeWorld(seed, size, { each: 3 }),
};
