import { notAuthenticated } from '../auth/credentials.ts';
import { hecReply } from '../routes/hec-routes.ts';
import { quotaText } from '../search/search-slots.ts';
import { Refusal } from '../server/refusal.ts';
import { textReply, xmlType, type Reply } from '../server/reply.ts';
import type { RouteFamily } from '../server/route.ts';
import type { FaultRule } from './fault-plan.ts';

/**
 * The answer that a fault gives in place of the real one, if it does.
 *
 * @throws Refusal for faults that answer with an ordinary Splunk message.
 */
export function faultReply({ kind, midway = false }: FaultRule, family: RouteFamily): Reply | undefined {
  // An export stalls in its stream; anything else that stalls without an answer is not carried out.
  if (kind === 'stall' && !midway && family !== 'export') return { status: 200, headers: {}, body: '' };
  if (kind === 'empty-200') return textReply('', xmlType);
  if (kind === 'unavailable-503') {
    if (family === 'hec') return hecReply(9);
    const isKv = family === 'kv-read' || family === 'kv-write';
    throw new Refusal(
      503,
      'ERROR',
      isKv ? 'KV Store is initializing. Please try again later.' : 'Service Unavailable',
    );
  }
  if (kind === 'quota-503') throw new Refusal(503, 'WARN', quotaText('instance', 10, 10));
  if (kind === 'token-expires') {
    if (family === 'hec') return hecReply(4);
    throw notAuthenticated();
  }
  return undefined;
}
