/** Outcome of an authentication, CIM values plus `denied`, `unknown` as Splunk's Windows add-on assigns them to 4625. */
export type Action = 'success' | 'failure' | 'denied' | 'unknown' | 'error' | 'pending';

/** One authentication event, CIM field names. Absent values are null, never '' or '-'. */
export interface AuthEvent {
  /** Milliseconds since 1970-01-01T00:00Z, the fraction kept to the microsecond. */
  readonly time: number;
  /** Account that was acted on. Never empty, case kept as it came. */
  readonly user: string;
  /** Account that acted, where the event names one. */
  readonly src_user: string | null;
  /** Where it came from: an IP address (canonical, '::ffff:' stripped) or a host name. */
  readonly src: string | null;
  /** Host that was logged on to, or that logged the event. */
  readonly dest: string | null;
  /** Windows event id, 4624 and so on, or the number another product gave. */
  readonly signature_id: number | null;
  readonly signature: string | null;
  readonly action: Action | null;
  readonly process: string | null;
  /** Windows logon type: 2 interactive, 3 network, 10 remote interactive, ... */
  readonly logon_type: number | null;
  readonly authentication_package: string | null;
  /** Status code, lower-case hex without leading zeros: '0xc000006d'. */
  readonly status: string | null;
  readonly sub_status: string | null;
  /** Kerberos service the ticket is for (4769). */
  readonly service: string | null;
  /** Domain of `user`. */
  readonly dest_nt_domain: string | null;
}
