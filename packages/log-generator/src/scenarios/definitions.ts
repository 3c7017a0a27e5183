import { slowInsider } from './slow-insider.ts';
import { lateralMovement, passTheHash, privilegeEscalation, serviceAccountMisuse } from './movement.ts';
import { bruteForce, credentialStuffing, passwordSpray, slowPasswordSpray } from './password-guessing.ts';
import { asrepRoasting, kerberoasting } from './roasting.ts';
import { type ScenarioDefinition } from './scenario-definition.ts';
import { dormantAccount, stolenCredentials } from './stolen-credentials.ts';

const anyHour = [0, 24] as const;
const office = [8, 17] as const;
const night = [0.5, 4.5] as const;
const both = ['outside', 'inside'] as const;
const outside = ['outside'] as const;
const inside = ['inside'] as const;
const few = { scalable: false, canSucceed: false } as const;
const flood = { scalable: true, canSucceed: true } as const;

/** All scenarios, by the names that users know them by. */
export const definitions: Readonly<Record<ScenarioName, ScenarioDefinition>> = {
  password_spray_fast: { tactic: 'credential-access', goal: 'one password tried against many accounts within minutes', technique: 'T1110.003', events: [20, 60], gapSeconds: [1, 8], hours: anyHour, origins: both, ...flood, play: passwordSpray },
  password_spray_slow: { tactic: 'credential-access', goal: 'one password tried against many accounts, with long pauses', technique: 'T1110.003', events: [20, 50], gapSeconds: [900, 4000], hours: anyHour, origins: both, ...flood, play: slowPasswordSpray },
  brute_force: { tactic: 'credential-access', goal: 'many passwords tried against one account', technique: 'T1110.001', events: [30, 80], gapSeconds: [0.5, 6], hours: anyHour, origins: both, ...flood, play: bruteForce },
  credential_stuffing: { tactic: 'credential-access', goal: 'passwords stolen elsewhere tried, one for each account', technique: 'T1110.004', events: [20, 50], gapSeconds: [5, 60], hours: anyHour, origins: outside, ...flood, play: credentialStuffing },
  stolen_credentials_night: { tactic: 'initial-access', goal: 'a stolen password used at night', technique: 'T1078', events: [6, 18], gapSeconds: [60, 400], hours: night, origins: outside, ...few, play: stolenCredentials },
  stolen_credentials_day: { tactic: 'initial-access', goal: 'a stolen password used in working hours', technique: 'T1078', events: [6, 18], gapSeconds: [60, 600], hours: office, origins: both, ...few, play: stolenCredentials },
  lateral_movement: { tactic: 'lateral-movement', goal: 'one account used to go from machine to machine', technique: 'T1021', events: [10, 30], gapSeconds: [30, 400], hours: anyHour, origins: inside, ...few, play: lateralMovement },
  kerberoasting: { tactic: 'credential-access', goal: 'service tickets in RC4 collected to crack the passwords of services', technique: 'T1558.003', events: [12, 35], gapSeconds: [0.5, 20], hours: anyHour, origins: inside, ...few, play: kerberoasting },
  asrep_roasting: { tactic: 'credential-access', goal: 'tickets asked for without pre-authentication to crack passwords', technique: 'T1558.004', events: [10, 30], gapSeconds: [0.3, 10], hours: anyHour, origins: inside, ...few, play: asrepRoasting },
  pass_the_hash: { tactic: 'lateral-movement', goal: 'a stolen hash used instead of a password', technique: 'T1550.002', events: [6, 20], gapSeconds: [20, 300], hours: anyHour, origins: inside, ...few, play: passTheHash },
  service_account_misuse: { tactic: 'persistence', goal: 'a service account used by a person', technique: 'T1078.002', events: [5, 15], gapSeconds: [60, 600], hours: anyHour, origins: inside, ...few, play: serviceAccountMisuse },
  dormant_account: { tactic: 'persistence', goal: 'an account used that had been asleep', technique: 'T1078.002', events: [6, 16], gapSeconds: [60, 600], hours: anyHour, origins: both, ...few, play: dormantAccount },
  privilege_escalation: { tactic: 'privilege-escalation', goal: 'special privileges in the hands of an account that never had any', technique: 'T1068', events: [6, 18], gapSeconds: [20, 400], hours: anyHour, origins: inside, ...few, play: privilegeEscalation },
  slow_insider: { tactic: 'collection', goal: 'servers of others looked at over weeks', technique: 'T1039', events: [15, 45], gapSeconds: [14_400, 43_200], hours: office, origins: inside, ...few, play: slowInsider },
}; // prettier-ignore

export type ScenarioName =
  | 'password_spray_fast'
  | 'password_spray_slow'
  | 'brute_force'
  | 'credential_stuffing'
  | 'stolen_credentials_night'
  | 'stolen_credentials_day'
  | 'lateral_movement'
  | 'kerberoasting'
  | 'asrep_roasting'
  | 'pass_the_hash'
  | 'service_account_misuse'
  | 'dormant_account'
  | 'privilege_escalation'
  | 'slow_insider';
