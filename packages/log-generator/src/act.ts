/** What happens in an event, apart from who, where and when: shared by the events of people and of attackers. */
export interface Act {
  readonly signatureId: number;
  readonly action: 'success' | 'failure';
  readonly process: string;
  readonly logonType: number | null;
  readonly authenticationPackage: string | null;
  readonly status: string | null;
  readonly subStatus: string | null;
  /** `0x12` is AES, `0x17` RC4; null where no ticket was issued. */
  readonly ticketEncryptionType: string | null;
  /** `2` is an encrypted time stamp, `0` none at all; null where nothing was asked for. */
  readonly preAuthType: string | null;
}

/** Signature texts of the Windows events, as Splunk's add-on for Windows spells them. */
export const signatures: Readonly<Record<number, string>> = {
  4624: 'An account was successfully logged on',
  4625: 'An account failed to log on',
  4634: 'An account was logged off',
  4648: 'A logon was attempted using explicit credentials',
  4672: 'Special privileges assigned to new logon',
  4768: 'A Kerberos authentication ticket (TGT) was requested',
  4769: 'A Kerberos service ticket was requested',
  4771: 'Kerberos pre-authentication failed',
  4776: 'The domain controller attempted to validate the credentials for an account',
};
