/**
 * The Windows Security events that are authentication, with their message: those of the audit categories *Account Logon* and
 * *Logon/Logoff* that name an account and an attempt or a session, and the lockout 4740.
 *
 * Left out are companions that repeat an event of the family for the same act (4626 claims, 4627 groups, 4675 filtered SIDs, 4964 special
 * groups); 4672 stays, because Splunk's Windows add-on tags it so and the seed's data contains it.
 *
 * @see Microsoft, Audit Logon and Audit Kerberos Authentication Service, Advanced security audit policy settings.
 */
const signatures: ReadonlyMap<number, string> = new Map([
  [4624, 'An account was successfully logged on'],
  [4625, 'An account failed to log on'],
  [4634, 'An account was logged off'],
  [4647, 'User initiated logoff'],
  [4648, 'A logon was attempted using explicit credentials'],
  [4649, 'A replay attack was detected'],
  [4672, 'Special privileges assigned to new logon'],
  [4740, 'A user account was locked out'],
  [4768, 'A Kerberos authentication ticket (TGT) was requested'],
  [4769, 'A Kerberos service ticket was requested'],
  [4770, 'A Kerberos service ticket was renewed'],
  [4771, 'Kerberos pre-authentication failed'],
  [4772, 'A Kerberos authentication ticket request failed'],
  [4773, 'A Kerberos service ticket request failed'],
  [4774, 'An account was mapped for logon'],
  [4775, 'An account could not be mapped for logon'],
  [4776, 'The domain controller attempted to validate the credentials for an account'],
  [4777, 'The domain controller failed to validate the credentials for an account'],
  [4778, 'A session was reconnected to a Window Station'],
  [4779, 'A session was disconnected from a Window Station'],
  [4800, 'The workstation was locked'],
  [4801, 'The workstation was unlocked'],
  [4802, 'The screen saver was invoked'],
  [4803, 'The screen saver was dismissed'],
  [
    4820,
    'A Kerberos ticket-granting ticket was denied because the device does not meet the access control restrictions',
  ],
  [
    4821,
    'A Kerberos service ticket was denied because the user or device does not meet the access control restrictions',
  ],
  [4822, 'NTLM authentication failed because the account is a protected user'],
  [4823, 'NTLM authentication failed because access control restrictions are required'],
  [4824, 'Kerberos pre-authentication by DES or RC4 failed because the account is a protected user'],
  [4825, 'A user was denied access to Remote Desktop'],
  [5378, 'The requested credentials delegation was disallowed by policy'],
]);

/** Why a 4625 failed, by its SubStatus, in the words of Splunk's Windows add-on. */
const reasons: ReadonlyMap<string, string> = new Map([
  ['0xc0000064', 'User name does not exist'],
  ['0xc000006a', 'User name is correct but the password is wrong'],
  ['0xc000006f', 'User tried to log on outside his day of week or time of day restrictions'],
  ['0xc0000070', 'Workstation restriction'],
  ['0xc0000071', 'Expired password'],
  ['0xc0000072', 'Account is currently disabled'],
  ['0xc0000193', 'Account expiration'],
  ['0xc0000234', 'User is currently locked out'],
]);

export function isAuthenticationId(id: number): boolean {
  return signatures.has(id);
}

/** Text of a Windows event: its message, or for a failed logon the reason where SubStatus gives a known one. */
export function signatureOf(id: number | null, subStatus: string | null): string | null {
  if (id === null) return null;
  const reason = id === 4625 && subStatus !== null ? reasons.get(subStatus) : undefined;
  return reason ?? signatures.get(id) ?? null;
}
