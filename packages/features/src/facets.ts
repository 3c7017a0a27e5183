import { addressScope, type AuthEvent, networkOf } from '@sidecar/events';

/** The categorical facets of an event, in the order of `facetsOf`. */
export const facetNames = [
  'signature',
  'source',
  'source_network',
  'source_scope',
  'destination',
  'process',
  'logon_type',
  'authentication_package',
  'source_user',
  'service',
] as const;

export type FacetName = (typeof facetNames)[number];

/** Values of one event, one for each of `facetNames`; null where the event does not have the facet. */
export type Facets = readonly (string | null)[];

/**
 * What an event looks like, one value per facet.
 *
 * `signature` joins the event id, its outcome and, for a failure, the reason (`4625/failure/0xc000006a`);
 * `source_network` is the /24 (IPv6: /64) of an address; `source_user` says whether the account acted for
 * itself (`self`) or names who acted on it.
 *
 * @example
 * facetsOf(event)[facetNames.indexOf('source_scope')]; // => 'private'
 */
export function facetsOf(event: AuthEvent): (string | null)[] {
  const { src } = event;
  return [
    signatureOf(event),
    src,
    src === null ? null : networkOf(src, 'narrow'),
    addressScope(src),
    event.dest,
    event.process,
    event.logon_type === null ? null : String(event.logon_type),
    event.authentication_package,
    event.src_user === null ? null : event.src_user === event.user ? 'self' : event.src_user,
    event.service,
  ];
}

function signatureOf({ signature_id, action, sub_status }: AuthEvent): string | null {
  if (signature_id === null && action === null) return null;
  const outcome = `${signature_id ?? 'unknown'}/${action ?? 'unknown'}`;
  return action === 'success' || sub_status === null ? outcome : `${outcome}/${sub_status}`;
}
