import { type Random } from '@sidecar/numeric';
import { between, chance, exponential, sample } from '../draw.ts';
import { type Habits } from './habits.ts';
import { type Admin, type Host, type Office, type Person } from './types.ts';

/** An administrator's second account: many machines, new ones every day for some, maintenance evenings for others. */
export function createAdmin(
  owner: number,
  person: Person,
  { offices, servers, habits }: { offices: readonly Office[]; servers: readonly Host[]; habits: Habits },
  random: Random,
): Admin {
  const office = offices[person.office]!;
  const number = String(owner + 1).padStart(3, '0');
  return {
    user: `adm-${person.user}`,
    owner,
    volume: 0.3 + exponential(random, 0.7),
    curiosity: between(random, habits.newMachinesLeast, habits.newMachinesMost),
    servers: sample(random, [...servers.keys()], 6 + random.integer(10)),
    consoles: [
      { name: `PAW-${office.code}-${number}`, ip: `${office.network}5.${10 + (owner % 240)}` },
      { name: `JMP-${office.code}-01`, ip: `${office.network}1.60` },
    ],
    patchDay: chance(random, habits.patchNights) ? random.integer(7) : null,
  };
}
