const byType: ReadonlyMap<number, string> = new Map([
  [2, 'User32 '],
  [4, 'Advapi  '],
  [5, 'Advapi  '],
  [7, 'User32 '],
  [8, 'Advapi  '],
  [9, 'seclogo'],
  [10, 'User32 '],
  [11, 'User32 '],
]);

/**
 * What Windows calls the process that asked for a logon, trailing blanks included: `seclogo` for other credentials than
 * the session's own (type 9), which is what both `runas /netonly` and a passed hash leave behind.
 */
export function logonProcess(logonType: number | null, authenticationPackage: string | null): string {
  if (authenticationPackage === 'NTLM') return 'NtLmSsp ';
  if (authenticationPackage === 'Kerberos') return 'Kerberos';
  return byType.get(logonType ?? 2) ?? 'Advapi  ';
}
