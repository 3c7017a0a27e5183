import { requireFinite } from '@sidecar/numeric';

/**
 * What happens in an organisation, and to how many. Shares are from 0, nobody, to 1, everybody, and hold for the whole span
 * of the population: `newHires: 0.5` has half of the people begin within it. Changing one habit leaves the rest of
 * everybody's life as it was, so that two populations differ in that habit alone.
 */
export interface Habits {
  /** Share of people who work four shorter days. @default 0.08 */
  readonly partTime: number;
  /** Share of people who work from 6 to 14 on five days of seven. @default 0.04 */
  readonly earlyShifts: number;
  /** Share of people who work from 14 to 22 on five days of seven. @default 0.04 */
  readonly lateShifts: number;
  /** Share of people who work over midnight, from 22 to 6. @default 0.04 */
  readonly nightShifts: number;
  /** Share of people who often work outside their hours. @default 0.08 */
  readonly nightOwls: number;
  /** Mean days between public holidays, from 1 to 3650; 0 for none. @default 35 */
  readonly holidayDays: number;
  /** Share of people who take leave of some days, about every two months. @default 1 */
  readonly leave: number;
  /** Share of people away for a month or two, who then look like accounts that were asleep. @default 0.05 */
  readonly longLeave: number;
  /** Share of people who travel: other zones, strange public addresses, the VPN. @default 0.25 */
  readonly travel: number;
  /** Share of people who spend one to three days of the week at home, on the VPN. @default 0.55 */
  readonly vpn: number;
  /** Share of people who get a new computer. @default 0.13 */
  readonly newLaptops: number;
  /** Share of people who are hired after the start. @default 0.06 */
  readonly newHires: number;
  /** Share of people who leave before the end. @default 0.03 */
  readonly leavers: number;
  /** Share of people who change to another department and its servers. @default 0.06 */
  readonly roleChanges: number;
  /** Share of people of whom a forgotten device tries a stale password for some hours, until the account is locked. @default 0.12 */
  readonly lockoutStorms: number;
  /** Share of people who use scripts and remote sessions. @default 0.15 */
  readonly technical: number;
  /** Mean chance that a password is mistyped, and more rarely a name, from 0 to 0.3. @default 0.025 */
  readonly typos: number;
  /** Mean chance that a visited server is any of the organisation's, from 0 to 0.5. @default 0.023 */
  readonly strangeServers: number;
  /** Chance that the next thing a person does is to use the computer of somebody else, from 0 to 0.1. @default 0.015 */
  readonly roaming: number;
  /** Least chance that an administrator's next machine is any at all, new ones daily. @default 0.1 */
  readonly newMachinesLeast: number;
  /** Greatest such chance; administrators lie evenly between the two. @default 0.9 */
  readonly newMachinesMost: number;
  /** Share of administrators with an evening of maintenance each week. @default 0.4 */
  readonly patchNights: number;
  /** Share of services that move to another host. @default 0.1 */
  readonly movedServices: number;
  /** Share of services with an old password left somewhere, which fail again and again. @default 0.15 */
  readonly failingServices: number;
  /** Share of servers whose service runs as a service account and gets RC4 tickets. @default 0.15 */
  readonly rc4Servers: number;
}

/** What happens unless told otherwise. */
export const usualHabits: Habits = Object.freeze({
  partTime: 0.08,
  earlyShifts: 0.04,
  lateShifts: 0.04,
  nightShifts: 0.04,
  nightOwls: 0.08,
  holidayDays: 35,
  leave: 1,
  longLeave: 0.05,
  travel: 0.25,
  vpn: 0.55,
  newLaptops: 0.13,
  newHires: 0.06,
  leavers: 0.03,
  roleChanges: 0.06,
  lockoutStorms: 0.12,
  technical: 0.15,
  typos: 0.025,
  strangeServers: 0.023,
  roaming: 0.015,
  newMachinesLeast: 0.1,
  newMachinesMost: 0.9,
  patchNights: 0.4,
  movedServices: 0.1,
  failingServices: 0.15,
  rc4Servers: 0.15,
});

const most: Readonly<Partial<Record<keyof Habits, number>>> = {
  holidayDays: 3650,
  typos: 0.3,
  strangeServers: 0.5,
  roaming: 0.1,
};

/** The usual habits with some changed; throws a RangeError that names what is unknown or out of range. */
export function requireHabits(changed: Partial<Habits>): Habits {
  for (const [name, value] of Object.entries(changed)) {
    if (!Object.hasOwn(usualHabits, name)) {
      throw new RangeError(`habit is ${name}, expected one of ${Object.keys(usualHabits).join(', ')}`);
    }
    requireFinite(`habit ${name}`, value, 0, most[name as keyof Habits] ?? 1);
  }
  const habits = { ...usualHabits, ...changed };
  const { partTime, earlyShifts, lateShifts, nightShifts, newMachinesLeast, newMachinesMost } = habits;
  requireFinite('sum of partTime and the shifts', partTime + earlyShifts + lateShifts + nightShifts, 0, 1);
  requireFinite('habit newMachinesLeast', newMachinesLeast, 0, newMachinesMost);
  if (habits.holidayDays > 0) requireFinite('habit holidayDays', habits.holidayDays, 1, 3650);
  return habits;
}
