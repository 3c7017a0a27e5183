/**
 * One authentication event, in CIM names, as the seed format writes it. The fields after `process` are null where
 * Windows does not record them for this signature (a logoff has no status), and every format then leaves them out.
 */
export interface SeedEvent {
  /** ISO 8601 in UTC with Windows' precision of 100 ns: `2026-09-07T08:18:02.1653210Z`. */
  readonly TimeCreated: string;
  /** The account that logs on. */
  readonly user: string;
  /** The account that asks; differs from `user` when one account uses another's credentials. */
  readonly src_user: string;
  /** IPv4 address the request came from. */
  readonly src: string;
  /** Host that was logged on to, or whose service ticket was requested. */
  readonly dest: string;
  /** Windows event id: 4624, 4625, 4634, 4648, 4672, 4768, 4769, 4771 or 4776. */
  readonly signature_id: number;
  readonly signature: string;
  readonly action: 'success' | 'failure';
  /** Path of the process that asked for the logon. */
  readonly process: string;
  /** 2 interactive, 3 network, 4 batch, 5 service, 7 unlock, 8 cleartext, 9 new credentials, 10 remote, 11 cached. */
  readonly logon_type: number | null;
  /** `Kerberos`, `NTLM` or `Negotiate`. */
  readonly authentication_package: string | null;
  /** Windows status: `0x0`, `0xC000006D`, or a Kerberos code such as `0x18`. */
  readonly status: string | null;
  /** The precise reason of a 4625: `0xC000006A` is a wrong password, `0xC0000064` an unknown user. */
  readonly sub_status: string | null;
  /** Encryption of a Kerberos ticket, `0x12` for AES, `0x17` for RC4. Not in `seed` and `hec`, which keep to fewer fields. */
  readonly ticket_encryption_type: string | null;
  /** Kerberos pre-authentication, `2` for an encrypted time stamp, `0` for none. Not in `seed` and `hec`. */
  readonly pre_auth_type: string | null;
  /** Account that the service of a ticket runs as; null if it is that of the host `dest`. Not in `seed` and `hec`. */
  readonly service_name: string | null;
}

/** The truth about one event. */
export interface EventLabel {
  /** 1 if an attacker caused the event, else 0. */
  readonly label: 0 | 1;
  /** Name of the attack scenario; null for label 0. */
  readonly scenario: string | null;
  /** Id shared by all events of one attack: `kerberoasting-2`; null for label 0. */
  readonly incident: string | null;
  /** MITRE ATT&CK technique: `T1558.003`; null for label 0. */
  readonly technique: string | null;
}

/** An event with its ground truth. */
export interface GeneratedEvent {
  readonly event: SeedEvent;
  readonly label: EventLabel;
}

/** The label of everything that is not an attack. */
export const benignLabel: EventLabel = Object.freeze({
  label: 0,
  scenario: null,
  incident: null,
  technique: null,
});
