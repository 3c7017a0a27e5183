/** From (inclusive) and to (exclusive), in milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A computer on the network. */
export interface Host {
  readonly name: string;
  readonly ip: string;
}

/** A computer that others use. */
export interface Server extends Host {
  /** Account that its service runs as, with RC4 tickets; null for the computer's own account and AES. */
  readonly serviceAccount: string | null;
}

/** A computer or an address that is in use from a moment on, until the next one of the list takes over. */
export interface DeviceFrom extends Host {
  readonly from: number;
}

/** A site: its people share a time zone, domain controllers, a VPN gateway and public holidays. */
export interface Office {
  readonly code: string;
  /** IANA time zone. */
  readonly zone: string;
  /** First two octets of its addresses, with a dot at the end: `10.21.`. */
  readonly network: string;
  readonly domainControllers: readonly Host[];
  readonly gateway: Host;
  /** Public holidays, as days since 1970 in local time. */
  readonly holidays: readonly number[];
}

/** When somebody works, in local time. */
export interface WorkingWeek {
  /** Working days, 0 is Monday. */
  readonly days: readonly number[];
  /** Start in hours after midnight, in steps of a half. */
  readonly from: number;
  /** End in hours after the midnight before the start: 30 is six in the morning of the next day. */
  readonly to: number;
  /** Activity outside working hours, relative to inside: 0.02 for most. */
  readonly restless: number;
}

/** Away from home: another time zone, an unfamiliar public address. */
export interface Trip extends Span {
  readonly zone: string;
  readonly ip: string;
}

/** What somebody works on from a moment on. */
export interface RoleFrom {
  readonly from: number;
  /** Index into the departments. */
  readonly department: number;
  /** Indices of the servers this takes, the most used first. */
  readonly servers: readonly number[];
}

/** A person with an account. */
export interface Person {
  readonly user: string;
  /** Index into the offices. */
  readonly office: number;
  readonly week: WorkingWeek;
  /** How much this account does, relative to others: 1 on average. */
  readonly volume: number;
  /** Chance that a server visited is one from anywhere in the organisation. */
  readonly curiosity: number;
  /** Chance that a password is mistyped. */
  readonly typos: number;
  /** Chance that the next thing is to use the computer of somebody else. */
  readonly roaming: number;
  /** Uses scripts and remote sessions. */
  readonly technical: boolean;
  /** Weekdays usually spent at home on the VPN, 0 is Monday. */
  readonly homeDays: readonly number[];
  /** Own computers, replaced or given a new address over time; ordered by `from`. */
  readonly devices: readonly DeviceFrom[];
  /** Public addresses at home; ordered by `from`. */
  readonly homes: readonly DeviceFrom[];
  readonly roles: readonly RoleFrom[];
  /** When the account is used: from being hired until it falls asleep or the person leaves. */
  readonly active: Span;
  readonly leaves: readonly Span[];
  readonly trips: readonly Trip[];
  /** Times during which a forgotten device tries an old password again and again. */
  readonly storms: readonly Span[];
}

/** A second, privileged account of a person who administers machines. */
export interface Admin {
  readonly user: string;
  /** Index into the people. */
  readonly owner: number;
  readonly volume: number;
  /** Chance that a machine visited is any machine at all, rather than one of the usual ones. */
  readonly curiosity: number;
  /** Usual servers, the most used first. */
  readonly servers: readonly number[];
  /** The machines administration is done from: a workstation of its own, a jump host. */
  readonly consoles: readonly Host[];
  /** Evening of maintenance, 0 is Monday; null without. */
  readonly patchDay: number | null;
}

/** An account that programs use. */
export interface Service {
  readonly user: string;
  readonly office: number;
  readonly volume: number;
  readonly kind: 'frequent' | 'business' | 'daily' | 'weekly';
  /** The clock it follows, in minutes, and its phase. */
  readonly periodMinutes: number;
  readonly phaseMinutes: number;
  /** Local hour of daily and weekly runs. */
  readonly hour: number;
  /** Where it runs, moved over time; ordered by `from`. */
  readonly hosts: readonly DeviceFrom[];
  /** Indices of servers it reaches, the most used first. */
  readonly servers: readonly number[];
  /** Gets special privileges when it logs on. */
  readonly privileged: boolean;
  /** Chance that a logon fails: an old password left in one configuration. */
  readonly failing: number;
}

/** The account of a computer, `WS-0042$`. */
export interface Machine {
  readonly user: string;
  readonly office: number;
  readonly volume: number;
  readonly ip: string;
}

/** An organisation as plain data: it survives JSON, and may be edited before events are made from it. */
export interface Population {
  /** The time in which people are hired, travel, change roles and so on, in milliseconds since 1970. */
  readonly span: Span;
  readonly offices: readonly Office[];
  readonly servers: readonly Server[];
  /** Indices of the servers each department works with. */
  readonly departments: readonly (readonly number[])[];
  readonly people: readonly Person[];
  readonly admins: readonly Admin[];
  readonly services: readonly Service[];
  readonly machines: readonly Machine[];
}
