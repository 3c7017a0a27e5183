import type { AccountLimits, SplunkClient } from '@sidecar/splunk-client';
import type { Check } from './check.ts';

/** Whether the account may search at all. */
export async function checkSearchRight(client: SplunkClient): Promise<Check> {
  const name = 'source rights';
  const { capabilities, username } = await client.currentUser();
  if (capabilities.length === 0)
    return { name, status: 'skipped', finding: 'the server does not tell what the account may do' };
  if (capabilities.includes('search')) return { name, status: 'ok', finding: 'may search' };
  return {
    name,
    status: 'failed',
    finding: `${username} lacks the capability search`,
    remedy: 'Give a role of the account the capability search (Settings > Roles), or use another token.',
  };
}

/** Whether the role's quota of searches leaves room for as many windows at a time as are configured. */
export function checkQuota({ searchQuota }: AccountLimits, parallel: number): Check {
  const name = 'search quota';
  if (searchQuota === undefined) {
    const finding = 'the account may not read its roles, so windows are read one at a time';
    if (parallel === 1) return { name, status: 'skipped', finding };
    const remedy =
      'Set ingestion.parallel to 1, or let the account read its roles (rest_access_server_endpoints).';
    return { name, status: 'warning', finding, remedy };
  }
  const most = Math.max(1, searchQuota - 1);
  const allows = `${searchQuota} ${searchQuota === 1 ? 'search' : 'searches'} of the account at once`;
  if (parallel <= most) return { name, status: 'ok', finding: `${allows}; a run uses ${parallel}` };
  return {
    name,
    status: 'warning',
    finding: `${allows}; a run uses ${most} and not ${parallel}, to leave one`,
    remedy: `Set ingestion.parallel to ${most}, or have srchJobsQuota of the role raised.`,
  };
}
