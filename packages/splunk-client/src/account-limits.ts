import { entryContent, type Context } from './context.ts';
import { currentUser } from './server-info.ts';
import { SplunkError } from './splunk-error.ts';

/** What the roles of the account allow, together: the most of each, as Splunk counts it. */
export interface AccountLimits {
  /** Searches that the account may run at once; undefined when the server does not tell. */
  readonly searchQuota: number | undefined;
  /** Patterns of indexes that the account may search, such as `*` or `win*`; undefined when the server does not tell. */
  readonly indexesAllowed: readonly string[] | undefined;
  /** Names of the roles that the server did not describe. */
  readonly rolesUnknown: readonly string[];
}

/** Asks for every role of the account, inherited ones included. An account that may not read roles learns nothing, and that is no error. */
export async function accountLimits(context: Context): Promise<AccountLimits> {
  const { roles } = (await told(currentUser(context))) ?? { roles: [] };
  const quotas: number[] = [];
  const indexes: string[] = [];
  const rolesUnknown: string[] = [];
  for (const role of roles) {
    const content = await told(
      entryContent(context, `/services/authorization/roles/${encodeURIComponent(role)}`),
    );
    if (content === undefined) rolesUnknown.push(role);
    for (const name of ['srchJobsQuota', 'imported_srchJobsQuota']) quotas.push(Number(content?.[name]) || 0);
    for (const name of ['srchIndexesAllowed', 'imported_srchIndexesAllowed']) {
      const patterns = content?.[name];
      if (Array.isArray(patterns)) indexes.push(...patterns.map(String));
    }
  }
  const quota = Math.max(0, ...quotas);
  return {
    searchQuota: quota > 0 ? quota : undefined,
    indexesAllowed: rolesUnknown.length === roles.length ? undefined : [...new Set(indexes)],
    rolesUnknown,
  };
}

const UNTOLD = new Set(['forbidden', 'not_found', 'bad_request', 'protocol', 'server_error']);

/** The answer, or undefined when the server does not give it to this account. */
async function told<T>(answer: Promise<T>): Promise<T | undefined> {
  return answer.catch((error: unknown) => {
    if (error instanceof SplunkError && UNTOLD.has(error.code)) return undefined;
    throw error;
  });
}
