import { type SplunkClient, SplunkError } from '@sidecar/splunk-client';
import type { Check } from './check.ts';
import { remedyOf } from './remedy-of.ts';

const MOST_SKEW_S = 60;

/** Reachability, TLS, credentials, rights, state of KV Store and the clock of one server. */
export async function checkServer(
  role: 'source' | 'target',
  client: SplunkClient,
  now: Date,
): Promise<Check[]> {
  try {
    const [user, info, answer] = [
      await client.currentUser(),
      await client.serverInfo(),
      await client.request({ method: 'GET', path: '/services/server/info', query: { output_mode: 'json' } }),
    ];
    const kvStatus = info.kvStoreStatus || 'unknown';
    return [
      {
        name: `${role} server`,
        status: 'ok',
        finding: `Splunk ${info.version} answers as ${info.serverName || 'itself'}`,
      },
      {
        name: `${role} account`,
        status: 'ok',
        finding: `signed in as ${user.username} with roles ${user.roles.join(', ') || 'none'}`,
      },
      clock(role, answer.headers.date, now),
      kvStatus === 'ready' || kvStatus === 'unknown' || role === 'source'
        ? { name: `${role} KV Store`, status: 'ok', finding: kvStatus }
        : {
            name: `${role} KV Store`,
            status: 'failed',
            finding: kvStatus,
            remedy: 'Wait until KV Store is ready, or enable it in server.conf.',
          },
    ];
  } catch (error) {
    if (!(error instanceof SplunkError)) throw error;
    const remedy = remedyOf(error);
    return [
      {
        name: `${role} server`,
        status: 'failed',
        finding: error.message,
        ...(remedy !== undefined && { remedy }),
      },
    ];
  }
}

function clock(role: string, date: string | string[] | undefined, now: Date): Check {
  const name = `${role} clock`;
  const server = Date.parse(String(date ?? ''));
  if (Number.isNaN(server)) return { name, status: 'skipped', finding: 'the server does not tell its time' };
  const skew = Math.round((server - now.getTime()) / 1000);
  if (Math.abs(skew) <= MOST_SKEW_S) return { name, status: 'ok', finding: `differs by ${Math.abs(skew)} s` };
  const finding = `the server is ${Math.abs(skew)} s ${skew > 0 ? 'ahead' : 'behind'}`;
  return {
    name,
    status: 'warning',
    finding,
    remedy: 'Synchronise both clocks (NTP), or windows of time will miss events.',
  };
}
