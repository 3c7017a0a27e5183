const signatures = {
  4624: 'An account was successfully logged on',
  4625: 'An account failed to log on',
  4634: 'An account was logged off',
  4672: 'Special privileges assigned to new logon',
  4768: 'A Kerberos authentication ticket (TGT) was requested',
  4769: 'A Kerberos service ticket was requested',
  4771: 'Kerberos pre-authentication failed',
  4776: 'The domain controller attempted to validate the credentials for an account',
};

/**
 * An event as a log has it, with its time in milliseconds and the truth beside it.
 *
 * @param label `{ scenario, incident }` of an attack, else null.
 */
export function labelledRow(
  time,
  { user, src = null, dest = null, id, process = null, failed = null },
  label = null,
) {
  const whole = Math.floor(time);
  const row = {
    TimeCreated: new Date(whole).toISOString(),
    user,
    src_user: user,
    src,
    dest,
    signature_id: id,
    signature: signatures[id],
    action: (failed ?? (id === 4625 || id === 4771)) ? 'failure' : 'success',
    process,
  };
  return { time: whole, row, label };
}
