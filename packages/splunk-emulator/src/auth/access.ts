import { matchesWildcard } from '../search/wildcard.ts';
import { Refusal } from '../server/refusal.ts';
import { shippedRoles, type Roles, type RoleSettings } from './roles.ts';

export type KvAction = 'create' | 'update' | 'delete';

/** What each user may do, by the roles he has. */
export interface Access {
  rolesOf(user: string): readonly string[];
  capabilitiesOf(user: string): readonly string[];
  can(user: string, capability: string): boolean;
  /** @throws Refusal 403 without the capability. */
  require(user: string, capability: string): void;
  /** @throws Refusal 403 unless a role of the user may write in apps. */
  requireAppWrite(user: string): void;
  /** @throws Refusal 403 if records of the collection are closed to the user's writing. */
  requireKvWrite(user: string, collection: string, action: KvAction): void;
  /** Patterns of the indexes that the user may search. */
  indexesOf(user: string): readonly string[];
  seesIndex(user: string, index: string): boolean;
  /** Searches that the user may run at once: the most that one of his roles allows. */
  jobsQuotaOf(user: string): number;
  roleNames(): readonly string[];
  /** A role as `authorization/roles/{name}` shows it; undefined if there is none. */
  describeRole(name: string): Readonly<Record<string, unknown>> | undefined;
}

/**
 * Access by roles: the shipped ones, changed or added to by `custom`.
 *
 * @param rolesByUser - Names of each user's roles; all of them exist.
 */
export function createAccess(
  rolesByUser: Readonly<Record<string, readonly string[]>>,
  custom: Roles = {},
): Access {
  const roles: Roles = { ...shippedRoles, ...custom };
  /** Names of a role and of all it imports. */
  function withImports(names: readonly string[], seen = new Set<string>()): readonly string[] {
    for (const name of names) {
      if (seen.has(name)) continue;
      seen.add(name);
      withImports(roles[name]!.importRoles ?? [], seen);
    }
    return [...seen];
  }

  const rolesOf = (user: string): readonly string[] =>
    Object.hasOwn(rolesByUser, user) ? rolesByUser[user]! : [];
  const settingsOf = (names: readonly string[]): readonly RoleSettings[] =>
    withImports(names).map((name) => roles[name]!);
  const capabilities = (names: readonly string[]): readonly string[] =>
    [...new Set(settingsOf(names).flatMap((role) => role.capabilities))].sort();
  const indexes = (names: readonly string[]): readonly string[] => [
    ...new Set(settingsOf(names).flatMap(({ srchIndexesAllowed = [] }) => srchIndexesAllowed)),
  ];
  const quota = (names: readonly string[]): number =>
    Math.max(0, ...settingsOf(names).map(({ srchJobsQuota = 3 }) => srchJobsQuota));
  const can = (user: string, capability: string): boolean => capabilities(rolesOf(user)).includes(capability);

  const access: Access = {
    rolesOf,
    capabilitiesOf: (user) => capabilities(rolesOf(user)),
    can,
    require(user, capability) {
      if (!can(user, capability)) throw forbidden();
    },
    requireAppWrite(user) {
      if (!settingsOf(rolesOf(user)).some(({ appWrite = true }) => appWrite)) throw forbidden();
    },
    requireKvWrite(user, collection, action) {
      access.requireAppWrite(user);
      const denied = settingsOf(rolesOf(user)).flatMap((role) => denyList(role, action));
      if (denied.some((pattern) => matchesWildcard(pattern, 'exact-case')(collection))) throw forbidden();
    },
    indexesOf: (user) => indexes(rolesOf(user)),
    seesIndex: (user, index) => indexes(rolesOf(user)).some((pattern) => coversIndex(pattern, index)),
    jobsQuotaOf: (user) => quota(rolesOf(user)),
    roleNames: () => Object.keys(roles),
    describeRole(name) {
      if (!Object.hasOwn(roles, name)) return undefined;
      const { importRoles = [], srchIndexesAllowed = [], srchJobsQuota = 3 } = roles[name]!;
      return {
        capabilities: [...roles[name]!.capabilities].sort(),
        cumulativeRTSrchJobsQuota: 0,
        cumulativeSrchJobsQuota: 0,
        defaultApp: '',
        imported_capabilities: capabilities(importRoles),
        imported_roles: importRoles,
        imported_srchIndexesAllowed: indexes(importRoles),
        imported_srchIndexesDefault: [],
        imported_srchJobsQuota: quota(importRoles),
        rtSrchJobsQuota: 6,
        srchDiskQuota: 100,
        srchFilter: '',
        srchIndexesAllowed,
        srchIndexesDefault: ['main'],
        srchJobsQuota,
        srchTimeEarliest: -1,
        srchTimeWin: -1,
      };
    },
  };
  return access;
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
