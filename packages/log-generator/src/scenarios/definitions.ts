import { slowInsider } from './slow-insider.ts';
import { lateralMovement, passTheHash, privilegeEscalation, serviceAccountMisuse } from './movement.ts';
import { bruteForce, credentialStuffing, passwordSpray, slowPasswordSpray } from './password-guessing.ts';
import { asrepRoasting, kerberoasting } from './roasting.ts';
import { type Play } from './stage.ts';
import { dormantAccount, stolenCredentials } from './stolen-credentials.ts';

/** What the planner needs to know of a scenario. */
export interface ScenarioDefinition {
  /** MITRE ATT&CK technique. */
  readonly technique: string;
  /** Fewest and most events of an incident unless the caller says otherwise. */
  readonly events: readonly [number, number];
  /** Shortest and longest mean time between its events. */
  readonly gapSeconds: readonly [number, number];
  /** Local hours at which it begins. */
  readonly hours: readonly [number, number];
  /** Where it may come from. */
  readonly origins: readonly ('outside' | 'inside')[];
  /** An incident can be made larger without end: floods. */
  readonly scalable: boolean;
  readonly play: Play;
}

const anyHour = [0, 24] as const;
const office = [8, 17] as const;
const night = [0.5, 4.5] as const;
const both = ['outside', 'inside'] as const;
const outside = ['outside'] as const;
const inside = ['inside'] as const;
const few = { scalable: false } as const;
const flood = { scalable: true } as const;

/** All scenarios, by the names that users know them by. */
export const definitions: Readonly<Record<ScenarioName, ScenarioDefinition>> = {
  password_spray_fast: { technique: 'T1110.003', events: [20, 60], gapSeconds: [1, 8], hours: anyHour, origins: both, ...flood, play: passwordSpray },
  password_spray_slow: { technique: 'T1110.003', events: [20, 50], gapSeconds: [900, 4000], hours: anyHour, origins: both, ...flood, play: slowPasswordSpray },
  brute_force: { technique: 'T1110.001', events: [30, 80], gapSeconds: [0.5, 6], hours: anyHour, origins: both, ...flood, play: bruteForce },
  credential_stuffing: { technique: 'T1110.004', events: [20, 50], gapSeconds: [5, 60], hours: anyHour, origins: outside, ...flood, play: credentialStuffing },
  stolen_credentials_night: { technique: 'T1078', events: [6, 18], gapSeconds: [60, 400], hours: night, origins: outside, ...few, play: stolenCredentials },
  stolen_credentials_day: { technique: 'T1078', events: [6, 18], gapSeconds: [60, 600], hours: office, origins: both, ...few, play: stolenCredentials },
  lateral_movement: { technique: 'T1021', events: [10, 30], gapSeconds: [30, 400], hours: anyHour, origins: inside, ...few, play: lateralMovement },
  kerberoasting: { technique: 'T1558.003', events: [12, 35], gapSeconds: [0.5, 20], hours: anyHour, origins: inside, ...few, play: kerberoasting },
  asrep_roasting: { technique: 'T1558.004', events: [10, 30], gapSeconds: [0.3, 10], hours: anyHour, origins: inside, ...few, play: asrepRoasting },
  pass_the_hash: { technique: 'T1550.002', events: [6, 20], gapSeconds: [20, 300], hours: anyHour, origins: inside, ...few, play: passTheHash },
  service_account_misuse: { technique: 'T1078.002', events: [5, 15], gapSeconds: [60, 600], hours: anyHour, origins: inside, ...few, play: serviceAccountMisuse },
  dormant_account: { technique: 'T1078.002', events: [6, 16], gapSeconds: [60, 600], hours: anyHour, origins: both, ...few, play: dormantAccount },
  privilege_escalation: { technique: 'T1068', events: [6, 18], gapSeconds: [20, 400], hours: anyHour, origins: inside, ...few, play: privilegeEscalation },
  slow_insider: { technique: 'T1039', events: [15, 45], gapSeconds: [14_400, 43_200], hours: office, origins: inside, ...few, play: slowInsider },
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
