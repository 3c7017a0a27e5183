import { addressScope, type EventKind, networkOf } from '@sidecar/events';
import { nameKind } from './name-kind.ts';

const single = [
  'signature',
  'source',
  'source_network',
  'source_kind',
  'source_scope',
  'destination',
  'destination_kind',
  'process',
  'logon_type',
  'authentication_package',
  'source_user',
  'service',
] as const;

/** Pairs of facets that go together: from where to what, and what by what. */
const pairs = [
  ['signature', 'process'],
  ['source_kind', 'destination_kind'],
  ['source_kind', 'process'],
  ['signature', 'destination_kind'],
  ['signature', 'source_kind'],
] as const;

type Single = (typeof single)[number];
type Pair = (typeof pairs)[number];

/** A categorical facet of an event; two names joined by `+` stand for a pair of values. */
export type FacetName = Single | `${Pair[0]}+${Pair[1]}`;

/** The facets, in the order of `facetsOf`. */
export const facetNames: readonly FacetName[] = [
  ...single,
  ...pairs.map(([a, b]) => `${a}+${b}` as FacetName),
];

/** Values of one event, one for each of `facetNames`; null where the event does not have the facet. */
export type Facets = readonly (string | null)[];

const pairIndices = pairs.map(([a, b]) => [single.indexOf(a), single.indexOf(b)] as const);

/**
 * What an event looks like, one value per facet.
 *
 * `signature` joins the event id, its outcome and, for a failure, the reason (`4625/failure/0xc000006a`);
 * `source_network` is the /24 of an address (IPv6: /64); `source_kind` and `destination_kind` are the /16 (IPv6: /48) of an
 * address and the letters that a host's name begins with; `source_user` is `self` for an account that acts for itself.
 *
 * @example
 * facetsOf(event)[facetNames.indexOf('source_scope')]; // => 'private'
 */
export function facetsOf(event: EventKind): (string | null)[] {
  const { src, dest } = event;
  const facets: (string | null)[] = [
    signatureOf(event),
    src,
    src === null ? null : networkOf(src, 'narrow'),
    src === null ? null : nameKind(src),
    addressScope(src),
    dest,
    dest === null ? null : nameKind(dest),
    event.process,
    event.logon_type === null ? null : String(event.logon_type),
    event.authentication_package,
    event.src_user === null ? null : event.src_user === event.user ? 'self' : event.src_user,
    event.service,
  ];
  for (const [a, b] of pairIndices) {
    const first = facets[a]!;
    const second = facets[b]!;
    facets.push(first === null || second === null ? null : `${first} ${second}`);
  }
  return facets;
}

function signatureOf({ signature_id, action, sub_status }: EventKind): string | null {
  if (signature_id === null && action === null) return null;
  const outcome = `${signature_id ?? 'unknown'}/${action ?? 'unknown'}`;
  return action === 'success' || sub_status === null ? outcome : `${outcome}/${sub_status}`;
}
