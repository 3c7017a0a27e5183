import type { InstallApp } from '../apps/app-installer.ts';
import { mergeLayers, confLayers } from '../apps/conf-layers.ts';
import { permissionsOf } from '../apps/permissions.ts';
import { forbidden, type Access } from '../auth/access.ts';
import type { Call } from '../server/call.ts';
import { entriesReply, type Entry } from '../server/entries.ts';
import { Refusal } from '../server/refusal.ts';
import type { Reply } from '../server/reply.ts';
import type { Route } from '../server/route.ts';
import type { AppFiles } from '../store/app-files.ts';
import { nameOf, noObject } from './knowledge-calls.ts';

export interface AppParts {
  readonly files: AppFiles;
  readonly access: Access;
  readonly now: () => number;
  readonly install: InstallApp;
}

/** Apps that every server has. */
const shipped = ['launcher', 'search'];

/** `apps/local`: what is installed, with label and version; installing from a path of this machine, and removing. */
export function appRoutes(parts: AppParts): readonly Route[] {
  const { files, access, now } = parts;
  const apps = (): readonly string[] =>
    [...new Set([...shipped, ...files.apps()])].filter((name) => name !== 'system').sort();
  const requireApp = ({ names }: Call): string => {
    const name = names['name']!;
    if (!apps().includes(name)) throw noObject(name);
    return name;
  };
  const reply = (call: Call, names: readonly string[], status = 200): Reply =>
    entriesReply(
      call,
      'localapps',
      names.map((name) => toEntry(files, name)),
      { status, updated: now() },
    );
  const requireAdministrator = (call: Call): void => {
    if (!access.can(call.user, 'admin_all_objects')) throw forbidden();
  };
  return [
    {
      path: 'apps/local',
      otherVerbs: 'target-missing',
      methods: {
        GET: (call) => reply(call, apps()),
        POST: async (call) => {
          requireAdministrator(call);
          return reply(call, [await install(parts, call)], 201);
        },
      },
    },
    {
      path: 'apps/local/{name}',
      methods: {
        GET: (call) => reply(call, [requireApp(call)]),
        DELETE: async (call) => {
          requireAdministrator(call);
          const app = requireApp(call);
          if (shipped.includes(app)) throw new Refusal(403, 'ERROR', `The app '${app}' cannot be removed.`);
          await files.remove(app);
          return reply(call, []);
        },
      },
    },
  ];
}

/** Only `filename=true` is served: `name` is then a path on the server. */
async function install(parts: AppParts, call: Call): Promise<string> {
  const path = nameOf(call);
  const isTrue = (name: string): boolean => ['true', '1'].includes(call.parameters.get(name) ?? '');
  if (!isTrue('filename')) {
    throw new Refusal(
      400,
      'ERROR',
      'This server makes no app out of a template: send filename=true and the path of a package.',
    );
  }
  try {
    return await parts.install(path, { isUpdate: isTrue('update') });
  } catch (error) {
    if (error instanceof RangeError) {
      const status = error.message.includes('already exists') ? 409 : 400;
      throw new Refusal(status, 'ERROR', `Error during app install: ${error.message}`);
    }
    if ((error as { code?: string }).code === 'ENOENT') {
      throw new Refusal(404, 'ERROR', `Error during app install: failed to find ${path}`);
    }
    throw error;
  }
}

function toEntry(files: AppFiles, name: string): Entry {
  const conf = mergeLayers(confLayers(files, name, 'app'));
  const setting = (stanza: string, key: string): string | undefined => conf.get(stanza)?.[key];
  const { read, write, isExported, owner } = permissionsOf(files, name, '');
  return {
    name,
    app: 'system',
    owner,
    access: {
      sharing: isExported ? 'global' : 'app',
      read,
      write: write ?? ['admin', 'power'],
      canWrite: true,
    },
    content: {
      configured: setting('install', 'is_configured') !== 'false',
      disabled: setting('install', 'state') === 'disabled',
      label: setting('ui', 'label') ?? name,
      version: setting('launcher', 'version') ?? setting('id', 'version') ?? '1.0.0',
      visible: setting('ui', 'is_visible') !== 'false',
      author: setting('launcher', 'author') ?? '',
      description: setting('launcher', 'description') ?? '',
      check_for_updates: setting('package', 'check_for_updates') !== 'false',
    },
  };
}
