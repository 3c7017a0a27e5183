import { type EventKind, isFailure } from '@sidecar/events';
import { facetNames, type Facets, facetsOf } from './facets.ts';

const SERVICE_TICKET = 4769;
const [SOURCE, DESTINATION, NETWORK, SERVICE] = (
  ['source', 'destination', 'source_network', 'service'] as const
).map((name) => facetNames.indexOf(name)) as [number, number, number, number];

/** What the model sees of an event but its time. Equal events may share one, so it is never changed. */
export interface Look {
  readonly user: string;
  readonly failed: boolean;
  /** Whether it is a request for a Kerberos service ticket (4769). */
  readonly isTicket: boolean;
  /** One value per `facetNames`. */
  readonly facets: Facets;
  /** Those of them that sliding windows are kept of. */
  readonly src: string | null;
  readonly dest: string | null;
  readonly network: string | null;
  readonly service: string | null;
}

/** The look of an event. */
export function lookOf(event: EventKind): Look {
  const isTicket = event.signature_id === SERVICE_TICKET;
  return lookFrom({ user: event.user, failed: isFailure(event), isTicket, facets: facetsOf(event) });
}

/** A look of its parts. */
export function lookFrom({
  user,
  failed,
  isTicket,
  facets,
}: Pick<Look, 'user' | 'failed' | 'isTicket' | 'facets'>): Look {
  return {
    user,
    failed,
    isTicket,
    facets,
    src: facets[SOURCE] ?? null,
    dest: facets[DESTINATION] ?? null,
    network: facets[NETWORK] ?? null,
    service: facets[SERVICE] ?? null,
  };
}
