import type { EventKind } from '@sidecar/events';

/** A failed logon of an account and from a source of which there is one for every `i`, below 2^24. */
export function stranger(i: number): EventKind {
  return {
    user: `user-${i}`,
    src_user: null,
    src: `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`,
    dest: 'srv-1',
    signature_id: 4625,
    signature: null,
    action: 'failure',
    process: null,
    logon_type: 3,
    authentication_package: null,
    status: null,
    sub_status: null,
    service: null,
    dest_nt_domain: null,
  };
}
