import { shippedRoles, type Roles, type RoleSettings } from '../auth/roles.ts';
import type { Stanza } from '../store/store.ts';

/**
 * Roles out of the `[role_{name}]` stanzas of apps' `authorize.conf`, those that exist already changed by them:
 * `importRoles`, `srchIndexesAllowed`, `srchIndexesDefault` (parted by `;`), `srchJobsQuota`, and capabilities, which are
 * `enabled` or `disabled`.
 */
export function appRoles(stanzas: readonly Stanza[]): Roles {
  const roles: Record<string, RoleSettings> = {};
  for (const { name, settings } of stanzas) {
    if (!name.startsWith('role_')) continue;
    const role = name.slice('role_'.length);
    roles[role] = changedRole(roles[role] ?? shippedRoles[role], settings);
  }
  return roles;
}

function changedRole(
  role: RoleSettings = { capabilities: [], appWrite: false },
  settings: Readonly<Record<string, string>>,
): RoleSettings {
  const list = (key: 'importRoles' | 'srchIndexesAllowed' | 'srchIndexesDefault'): object => {
    const text = settings[key];
    return text === undefined ? {} : { [key]: text.split(';').flatMap((part) => part.trim() || []) };
  };
  const quota = Number(settings['srchJobsQuota'] ?? Number.NaN);
  const enabled = Object.keys(settings).filter((key) => settings[key] === 'enabled');
  const kept = role.capabilities.filter((capability) => settings[capability] !== 'disabled');
  return {
    ...role,
    capabilities: [...new Set([...kept, ...enabled])],
    ...list('importRoles'),
    ...list('srchIndexesAllowed'),
    ...list('srchIndexesDefault'),
    ...(Number.isInteger(quota) && { srchJobsQuota: quota }),
  };
}
