import { hash } from 'node:crypto';
import type { EventKind } from '@sidecar/events';
import { perKind } from './per-kind.ts';

/** Gives events their keys. */
export interface EventKeys {
  keyOf(kind: EventKind, time: number): string;
}

/**
 * Keys by content: 32 hexadecimal digits of the SHA-256 of all fields of the event, so that the same event has the same
 * key in every run and with every model. Events that are equal in every field are told apart by an occurrence number.
 *
 * @param options - `inTimeOrder`: equal events follow each other at once, so that only one instant must be remembered.
 */
export function createEventKeys({ inTimeOrder }: { readonly inTimeOrder: boolean }): EventKeys {
  const textOf = perKind(fieldsText);
  const seen = new Map<string, number>();
  let instant = Number.NaN;
  let first = '';
  return {
    keyOf: (kind, time) => {
      const identity = hashOf(`[${Math.round(time * 1000)},${textOf(kind)}`);
      // Few instants have a second event.
      if (inTimeOrder && time !== instant) {
        if (seen.size > 0) seen.clear();
        instant = time;
        first = identity;
        return identity;
      }
      if (inTimeOrder && seen.size === 0) seen.set(first, 1);
      const occurrence = (seen.get(identity) ?? 0) + 1;
      seen.set(identity, occurrence);
      return occurrence === 1 ? identity : hashOf(`${identity}#${occurrence}`);
    },
  };
}

/** The fields as JSON, behind the time in microseconds. */
function fieldsText(kind: EventKind): string {
  const fields = [
    kind.user,
    kind.src_user,
    kind.src,
    kind.dest,
    kind.signature_id,
    kind.signature,
    kind.action,
    kind.process,
    kind.logon_type,
    kind.authentication_package,
    kind.status,
    kind.sub_status,
    kind.service,
    kind.dest_nt_domain,
  ];
  return JSON.stringify(fields).slice(1);
}

function hashOf(text: string): string {
  return hash('sha256', text).slice(0, 32);
}
