import type { Credentials } from '../auth/credentials.ts';
import { hecNotFound } from '../routes/hec-routes.ts';
import type { Call } from './call.ts';
import { Refusal } from './refusal.ts';
import type { Reply } from './reply.ts';
import { nowhere, type Match } from './route.ts';

/**
 * Lets the route answer, once the credentials are good.
 *
 * @throws Refusal for what has no route or takes no such verb, and whatever the route refuses.
 */
export async function dispatch(
  { credentials, hecOnly }: { readonly credentials: Credentials; readonly hecOnly: boolean },
  { route }: Match,
  call: Call,
): Promise<Reply> {
  if (route === nowhere.route) return hecOnly ? hecNotFound(404) : notFound(credentials, call);
  const user = route.authentication === undefined ? credentials.authenticate(call.headers) : '';
  const handler = route.methods[call.method];
  if (handler !== undefined) return handler({ ...call, user });
  if (route.authentication === 'hec') return hecNotFound(405);
  if (route.otherVerbs === 'target-missing') {
    throw new Refusal(
      400,
      'ERROR',
      `Cannot perform action "${call.method}" without a target name to act on.`,
    );
  }
  const allow = Object.keys(route.methods).join(',');
  throw new Refusal(405, 'FATAL', 'The method is not allowed.', { Allow: allow });
}

function notFound(credentials: Credentials, call: Call): Reply {
  if (/^\/services\/collector\b/.test(call.path)) return hecNotFound(404);
  if (/^\/services(NS)?\/./.test(call.path)) credentials.authenticate(call.headers);
  if (/\/search\//.test(call.path)) throw new Refusal(404, 'FATAL', 'Unknown endpoint.');
  throw new Refusal(404, 'ERROR', 'Not Found');
}
