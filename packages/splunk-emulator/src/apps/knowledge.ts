import { forbidden, type Access } from '../auth/access.ts';
import type { AppFiles } from '../store/app-files.ts';
import type { Stanza, StanzaStore } from '../store/store.ts';
import { permissionsOf, type Permissions } from './permissions.ts';

/** Where somebody stands who asks for knowledge objects. */
export interface Standpoint {
  readonly user: string;
  /** App whose objects he sees; `-` for those of all apps. */
  readonly app: string;
}

/** Knowledge objects of all apps, as far as a user sees them from an app. */
export interface Knowledge {
  /** Stanzas of a .conf file, those of the app itself first. */
  seen(kind: string, from: Standpoint): readonly Stanza[];
  /** The stanza of that name, the app's own before what others export. */
  find(kind: string, name: string, from: Standpoint): Stanza | undefined;
  /** Apps, the user's own first, whose objects of that kind and name he sees: for what is no stanza, such as lookup files. */
  appsSharing(kind: string, name: string, from: Standpoint): readonly string[];
  /** Settings of all stanzas of a name joined, the app's own winning: as `props` are. */
  joined(kind: string, name: string, from: Standpoint): Readonly<Record<string, string>>;
  permissions(kind: string, app: string, name?: string): Permissions;
  /** @throws Refusal 403 unless the user may change the object. */
  requireWrite(user: string, kind: string, app: string, name: string): void;
  mayWrite(user: string, kind: string, app: string, name: string): boolean;
}

/** What is seen of the stanzas and files of apps: an app's own, and what others export, each if a role may read it. */
export function createKnowledge(files: AppFiles, stanzas: StanzaStore, access: Access): Knowledge {
  const permissions = (kind: string, app: string, name?: string): Permissions =>
    permissionsOf(files, app, kind, name);
  const isAmong = (user: string, roles: readonly string[]): boolean =>
    roles.includes('*') || access.allRolesOf(user).some((role) => roles.includes(role));

  function isSeen(kind: string, name: string, app: string, from: Standpoint): boolean {
    const { isExported, read } = permissions(kind, app, name);
    const isNear = isExported || app === from.app || from.app === '-';
    return isNear && (isAmong(from.user, read) || access.can(from.user, 'admin_all_objects'));
  }

  function seen(kind: string, from: Standpoint): readonly Stanza[] {
    const found = stanzas.list(kind).filter(({ app, name }) => isSeen(kind, name, app, from));
    return [...found.filter(({ app }) => app === from.app), ...found.filter(({ app }) => app !== from.app)];
  }

  function mayWrite(user: string, kind: string, app: string, name: string): boolean {
    if (access.can(user, 'admin_all_objects')) return true;
    const { write } = permissions(kind, app, name);
    return write === undefined ? access.mayWriteApps(user) : isAmong(user, write);
  }

  return {
    seen,
    find: (kind, name, from) => {
      const named = stanzas.list(kind).filter((stanza) => stanza.name === name);
      const visible = named.filter(({ app }) => isSeen(kind, name, app, from));
      return visible.find(({ app }) => app === from.app) ?? visible[0];
    },
    appsSharing(kind, name, from) {
      const apps = files.apps().filter((app) => isSeen(kind, name, app, from));
      return [...apps.filter((app) => app === from.app), ...apps.filter((app) => app !== from.app)];
    },
    joined: (kind, name, from) =>
      Object.assign(
        {},
        ...seen(kind, from)
          .filter((stanza) => stanza.name === name)
          .map(({ settings }) => settings)
          .toReversed(),
      ) as Record<string, string>,
    permissions,
    mayWrite,
    requireWrite(user, kind, app, name) {
      if (!mayWrite(user, kind, app, name)) throw forbidden();
    },
  };
}
