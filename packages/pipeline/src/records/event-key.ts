import { createHash } from 'node:crypto';
import type { AuthEvent } from '@sidecar/events';

/** Gives events their keys. */
export interface EventKeys {
  keyOf(event: AuthEvent): string;
}

/**
 * Keys by content: 32 hexadecimal digits of the SHA-256 of all fields of the event, so that the same event has the same
 * key in every run and with every model. Events that are equal in every field are told apart by an occurrence number.
 *
 * @param options - `inTimeOrder`: equal events follow each other at once, so that only one instant must be remembered.
 */
export function createEventKeys({ inTimeOrder }: { readonly inTimeOrder: boolean }): EventKeys {
  const seen = new Map<string, number>();
  let instant = Number.NaN;
  return {
    keyOf: (event) => {
      if (inTimeOrder && event.time !== instant) {
        seen.clear();
        instant = event.time;
      }
      const identity = identityOf(event);
      const occurrence = (seen.get(identity) ?? 0) + 1;
      seen.set(identity, occurrence);
      return occurrence === 1 ? identity : hashOf(`${identity}#${occurrence}`);
    },
  };
}

function identityOf(event: AuthEvent): string {
  const { time, user, src_user, src, dest, signature_id, signature, action, process } = event;
  const { logon_type, authentication_package, status, sub_status, service, dest_nt_domain } = event;
  return hashOf(
    JSON.stringify([
      Math.round(time * 1000),
      user,
      src_user,
      src,
      dest,
      signature_id,
      signature,
      action,
      process,
      logon_type,
      authentication_package,
      status,
      sub_status,
      service,
      dest_nt_domain,
    ]),
  );
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
