import { type AccountLimits, type SplunkClient, SplunkError } from '@sidecar/splunk-client';
import type { Check } from './check.ts';

export interface CheckIndexesOptions {
  readonly query: string;
  readonly limits: AccountLimits;
  /** Whether the query found events: then the indexes are there, if not on this server. */
  readonly isFinding: boolean;
}

/** Whether the indexes that the query names may be searched by the account, and are there. */
export async function checkIndexes(
  client: SplunkClient,
  { query, limits, isFinding }: CheckIndexesOptions,
): Promise<Check[]> {
  const checks: Check[] = [];
  for (const index of indexesIn(query)) {
    checks.push(refused(index, limits) ?? (await checkIndex(client, index, isFinding)));
  }
  return checks;
}

/** Names after `index =` and in `index IN (...)`, wildcards included; what is excluded by `!=` or `NOT` is not looked for. */
export function indexesIn(query: string): string[] {
  const tokens = query.match(/"(?:[^"\\]|\\.)*"|[^\s"=!<>(),|]+|[=!<>(),|]/g) ?? [];
  const names: string[] = [];
  for (const [i, token] of tokens.entries()) {
    if (token === '|') break;
    if (!/^index$/i.test(token) || /^NOT$/i.test(tokens[i - 1] ?? '')) continue;
    const [operator = '', ...rest] = tokens.slice(i + 1);
    if (operator === '=') names.push(rest[0] ?? '');
    if (/^IN$/i.test(operator) && rest[0] === '(') names.push(...rest.slice(1, rest.indexOf(')')));
  }
  const bare = names.map((name) => name.replace(/^"|"$/g, ''));
  return [...new Set(bare)].filter((name) => /^[\w.*-]+$/.test(name));
}

function refused(index: string, { indexesAllowed }: AccountLimits): Check | undefined {
  if (indexesAllowed === undefined || indexesAllowed.some((pattern) => allows(pattern, index)))
    return undefined;
  return {
    name: `index ${index}`,
    status: 'failed',
    finding: `the account may not search it, only ${indexesAllowed.join(', ') || 'none'}`,
    remedy:
      'Add it to a role of the account (Settings > Roles > Indexes, or srchIndexesAllowed in authorize.conf).',
  };
}

/** As Splunk reads it: `*` stands for anything, but not for the internal indexes, whose names begin with `_`. */
function allows(pattern: string, index: string): boolean {
  if (index.startsWith('_') !== pattern.startsWith('_')) return false;
  if (index.includes('*')) return pattern === '*' || pattern === index;
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'i').test(index);
}

async function checkIndex(client: SplunkClient, index: string, isFinding: boolean): Promise<Check> {
  const name = `index ${index}`;
  if (index.includes('*') || isFinding) return { name, status: 'ok', finding: 'may be searched' };
  try {
    const path = `/services/data/indexes/${encodeURIComponent(index)}`;
    const { json } = await client.request({ method: 'GET', path });
    const content = (json as { entry?: { content?: Record<string, unknown> }[] } | undefined)?.entry?.[0]
      ?.content;
    const events = Number(content?.['totalEventCount']);
    const holds = Number.isFinite(events) ? `is there, with ${events} events` : 'is there';
    return { name, status: 'ok', finding: holds };
  } catch (error) {
    if (!(error instanceof SplunkError)) throw error;
    if (error.code !== 'not_found')
      return {
        name,
        status: 'skipped',
        finding: 'may be searched; the account may not see whether it is there',
      };
    return {
      name,
      status: 'warning',
      finding: 'is not on this server, and the query finds nothing',
      remedy: 'Correct its name in ingestion.query, or look on the indexers whether it is there.',
    };
  }
}
