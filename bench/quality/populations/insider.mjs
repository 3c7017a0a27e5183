import { createRandom } from '../sidecar.mjs';
import { createInsiders } from './insider/insiders.mjs';
import { createPeople } from './insider/people.mjs';
import { dayMs, personDay } from './insider/visits.mjs';
import { split } from './split.mjs';

const start = Date.UTC(2026, 0, 5);
const [days, trainDays] = [480, 300];

/** Logons and logoffs of 110 people over 16 months, and nothing else: no addresses, no processes, no failures. */
export const insider = {
  name: 'insider',
  about:
    'Logons and logoffs of 110 people on their computers over 16 months (10 train), in the manner of the public CERT insider threat data r4.2. Nothing but time, user, ' +
    'computer; some people always work at night, some use many computers. Insiders begin to come after hours and leave; administrators visit their supervisor’s computer.',
  seeds: 3,
  make(seed) {
    const random = createRandom(`insider/${seed}`);
    const people = createPeople(random.fork('people'), { count: 110, days });
    const deeds = createInsiders(random.fork('insiders'), people, { firstDay: trainDays, days, start });
    const rows = people.flatMap((person, i) => {
      const own = random.fork(`days ${i}`);
      return Array.from({ length: days }, (_, day) =>
        personDay(own, person, day, start + day * dayMs),
      ).flat();
    });
    return split([...rows, ...deeds], start + trainDays * dayMs);
  },
};
