/** What Windows calls the kind of a security event: its task number and name. */
export const tasks: Readonly<Record<number, readonly [number: number, name: string]>> = {
  4624: [12544, 'Logon'],
  4625: [12544, 'Logon'],
  4634: [12545, 'Logoff'],
  4648: [12544, 'Logon'],
  4672: [12548, 'Special Logon'],
  4768: [14339, 'Kerberos Authentication Service'],
  4769: [14337, 'Kerberos Service Ticket Operations'],
  4771: [14339, 'Kerberos Authentication Service'],
  4776: [14336, 'Credential Validation'],
};
