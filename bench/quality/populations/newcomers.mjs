import { officeWorld } from './office/office-world.mjs';

const size = { people: 90, services: 9, admins: 5, dormant: 4, days: 42, trainDays: 28, newShare: 0.5 };

/** Half of the people were never seen in training. */
export const newcomers = {
  name: 'newcomers',
  about:
    'The same firm over six weeks (four train), in which half of the people begin after the training. Ten kinds of attacks, two of each.',
  seeds: 3,
  make: (seed) => officeWorld(`newcomers/${seed}`, size, { each: 2 }),
};
