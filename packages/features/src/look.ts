import { type EventKind, isFailure } from '@sidecar/events';
import { type Facets, facetsOf } from './facets.ts';

const SERVICE_TICKET = 4769;

/** What the model sees of an event but its time. Equal events may share one, so it is never changed. */
export interface Look {
  readonly user: string;
  readonly failed: boolean;
  /** Whether it is a request for a Kerberos service ticket (4769). */
  readonly isTicket: boolean;
  /** One value per `facetNames`. */
  readonly facets: Facets;
}

/** The look of an event. */
export function lookOf(event: EventKind): Look {
  return {
    user: event.user,
    failed: isFailure(event),
    isTicket: event.signature_id === SERVICE_TICKET,
    facets: facetsOf(event),
  };
}
