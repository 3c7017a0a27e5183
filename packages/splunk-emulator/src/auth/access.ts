import { matchesWildcard } from '@sidecar/spl';
import { Refusal } from '../server/refusal.ts';
import type { Roles, RoleSettings } from './roles.ts';

export type KvAction = 'create' | 'update' | 'delete';

/** What each user may do, by the roles he has. */
export interface Access {
  rolesOf(user: string): readonly string[];
  /** His roles and all that they import. */
  allRolesOf(user: string): readonly string[];
  capabilitiesOf(user: string): readonly string[];
  can(user: string, capability: string): boolean;
  /** @throws Refusal 403 without the capability. */
  require(user: string, capability: string): void;
  /** Whether a role of the user may write in apps that do not say who may. */
  mayWriteApps(user: string): boolean;
  /** Whether no role of the user denies it this with records of the collection. */
  mayChangeRecords(user: string, collection: string, action: KvAction): boolean;
  /** Patterns of the indexes that the user may search. */
  indexesOf(user: string): readonly string[];
  seesIndex(user: string, index: string): boolean;
  /** Patterns of the indexes that a search of the user looks into if it names none. */
  defaultIndexesOf(user: string): readonly string[];
  /** Searches that the user may run at once: the most that one of his roles allows. */
  jobsQuotaOf(user: string): number;
  roleNames(): readonly string[];
  /** A role as `authorization/roles/{name}` shows it; undefined if there is none. */
  describeRole(name: string): Readonly<Record<string, unknown>> | undefined;
}

/**
 * Access by roles, as they are at the time of asking: apps bring roles of their own. A role that does not exist allows
 * nothing.
 *
 * @param rolesByUser - Names of each user's roles.
 */
export function createAccess(
  rolesByUser: Readonly<Record<string, readonly string[]>>,
  roles: () => Roles,
): Access {
  const settingOf = (name: string): RoleSettings =>
    Object.hasOwn(roles(), name) ? roles()[name]! : { capabilities: [] };
  /** Names of a role and of all it imports. */
  function withImports(names: readonly string[], seen = new Set<string>()): readonly string[] {
    for (const name of names) {
      if (seen.has(name)) continue;
      seen.add(name);
      withImports(settingOf(name).importRoles ?? [], seen);
    }
    return [...seen];
  }

  const rolesOf = (user: string): readonly string[] =>
    Object.hasOwn(rolesByUser, user) ? rolesByUser[user]! : [];
  const settingsOf = (names: readonly string[]): readonly RoleSettings[] => withImports(names).map(settingOf);
  const capabilities = (names: readonly string[]): readonly string[] =>
    [...new Set(settingsOf(names).flatMap((role) => role.capabilities))].sort();
  const indexes = (names: readonly string[]): readonly string[] => [
    ...new Set(settingsOf(names).flatMap(({ srchIndexesAllowed = [] }) => srchIndexesAllowed)),
  ];
  const defaults = (names: readonly string[]): readonly string[] => [
    ...new Set(settingsOf(names).flatMap(({ srchIndexesDefault = [] }) => srchIndexesDefault)),
  ];
  const quota = (names: readonly string[]): number =>
    Math.max(0, ...settingsOf(names).map(({ srchJobsQuota = 3 }) => srchJobsQuota));
  const can = (user: string, capability: string): boolean => capabilities(rolesOf(user)).includes(capability);

  return {
    rolesOf,
    allRolesOf: (user) => withImports(rolesOf(user)),
    capabilitiesOf: (user) => capabilities(rolesOf(user)),
    can,
    require(user, capability) {
      if (!can(user, capability)) throw forbidden();
    },
    mayWriteApps: (user) => settingsOf(rolesOf(user)).some(({ appWrite = true }) => appWrite),
    mayChangeRecords(user, collection, action) {
      const denied = settingsOf(rolesOf(user)).flatMap((role) => denyList(role, action));
      return !denied.some((pattern) => matchesWildcard(pattern, 'exact-case')(collection));
    },
    indexesOf: (user) => indexes(rolesOf(user)),
    seesIndex: (user, index) => indexes(rolesOf(user)).some((pattern) => coversIndex(pattern, index)),
    defaultIndexesOf(user) {
      const found = defaults(rolesOf(user));
      return found.length === 0 ? ['main'] : found;
    },
    jobsQuotaOf: (user) => quota(rolesOf(user)),
    roleNames: () => Object.keys(roles()),
    describeRole(name) {
      if (!Object.hasOwn(roles(), name)) return undefined;
      const role = settingOf(name);
      const { importRoles = [], srchIndexesAllowed = [], srchJobsQuota = 3 } = role;
      return {
        capabilities: [...role.capabilities].sort(),
        cumulativeRTSrchJobsQuota: 0,
        cumulativeSrchJobsQuota: 0,
        defaultApp: '',
        imported_capabilities: capabilities(importRoles),
        imported_roles: importRoles,
        imported_srchIndexesAllowed: indexes(importRoles),
        imported_srchIndexesDefault: defaults(importRoles),
        imported_srchJobsQuota: quota(importRoles),
        rtSrchJobsQuota: 6,
        srchDiskQuota: 100,
        srchFilter: '',
        srchIndexesAllowed,
        srchIndexesDefault: role.srchIndexesDefault ?? [],
        srchJobsQuota,
        srchTimeEarliest: -1,
        srchTimeWin: -1,
      };
    },
  };
}

/** The documented words; the body itself was never seen. */
export function forbidden(): Refusal {
  return new Refusal(403, 'ERROR', 'Insufficient permissions to access resource.');
}

/** Tells whether a pattern of `srchIndexesAllowed` covers an index: internal ones only if it begins with `_` itself. */
function coversIndex(pattern: string, index: string): boolean {
  if (index.startsWith('_') && !pattern.startsWith('_')) return false;
  return matchesWildcard(pattern)(index);
}

function denyList(role: RoleSettings, action: KvAction): readonly string[] {
  if (action === 'create') return role.kvstoreCreateDenyList ?? [];
  return (action === 'update' ? role.kvstoreUpdateDenyList : role.kvstoreDeleteDenyList) ?? [];
}
