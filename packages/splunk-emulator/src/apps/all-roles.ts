import { shippedRoles, type Roles } from '../auth/roles.ts';
import type { StanzaStore } from '../store/store.ts';
import { appRoles } from './app-roles.ts';

/** Every role there is at the time of asking: shipped, of apps, and `custom`, the later winning. */
export function allRoles(stanzas: StanzaStore, custom: Roles): () => Roles {
  let seen: unknown;
  let roles: Roles = {};
  return () => {
    const now = stanzas.list('authorize');
    if (now !== seen) {
      seen = now;
      roles = { ...shippedRoles, ...appRoles(now), ...custom };
    }
    return roles;
  };
}
