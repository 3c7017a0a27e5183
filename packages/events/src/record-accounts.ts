import { splitAccount } from './account-name.ts';
import type { Fields } from './fields.ts';
import { firstText, statedText } from './pick.ts';
import { lastText, text } from './text.ts';

/** The accounts of an event: who was acted on and in which domain, and who acted. */
export interface Accounts {
  readonly user: string | null;
  readonly domain: string | null;
  readonly srcUser: string | null;
}

const targetNames = [
  'TargetUserName',
  'Target_User_Name',
  'Logon_Account',
  'AccountName',
  'TargetAccount',
  'ClientUserName',
];
const targetDomains = ['dest_nt_domain', 'TargetDomainName', 'Target_Domain', 'AccountDomain'];
const subjectNames = ['SubjectUserName', 'Caller_User_Name', 'SubjectAccount'];
const callerNames = ['SubjectUserName', 'Caller_User_Name', 'Client_User_Name', 'SubjectAccount'];
const subjectDomains = ['dest_nt_domain', 'SubjectDomainName', 'Caller_Domain'];

/**
 * Finds the accounts: CIM names, then Windows' names, then Splunk's classic two-valued `Account_Name`, caller first and target second.
 * The subject is the user only where the event names no other: 4672, 5378, and rows without an id.
 *
 * @param windows - True if accounts may be written `DOMAIN\name` or `name@REALM`; then the name alone is the identity.
 */
export function recordAccounts(data: Fields, id: number | null, windows: boolean): Accounts {
  const [caller, target] = pair(data.Account_Name);
  const stated = lastText(data.user);
  const named =
    (stated === 'unknown' ? null : stated) ?? firstText(data, targetNames) ?? target ?? text(data.Account);
  const subject = id === 4672 || id === 5378 || id === null ? firstText(data, subjectNames) : null;
  const user = named ?? subject;
  const acting = statedText(data.src_user) ?? firstText(data, callerNames) ?? caller;
  const srcUser = acting ?? (id === 4672 ? user : null); // privileges given to the one who asked
  const domain = domainOf(data, id, named === null);
  if (!windows || user === null) return { user, domain, srcUser };
  const split = splitAccount(user);
  return {
    user: split.name,
    domain: domain ?? split.domain,
    srcUser: srcUser === null ? null : splitAccount(srcUser).name,
  };
}

function domainOf(data: Fields, id: number | null, subject: boolean): string | null {
  if (subject) return firstText(data, subjectDomains);
  if (id === 4740) return text(data.dest_nt_domain); // its TargetDomainName is the calling computer
  return firstText(data, targetDomains) ?? pair(data.Account_Domain)[1];
}

function pair(value: unknown): readonly [string | null, string | null] {
  if (!Array.isArray(value) || value.length < 2) return [null, text(value)];
  return [text(value[0]), text(value.at(-1))];
}
