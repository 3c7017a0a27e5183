import type { Access } from '../auth/access.ts';
import type { Credentials } from '../auth/credentials.ts';
import type { Call } from '../server/call.ts';
import { entriesReply, type Entry } from '../server/entries.ts';
import { Refusal } from '../server/refusal.ts';
import type { Reply } from '../server/reply.ts';
import type { Route } from '../server/route.ts';

/** Users, roles, and who am I. Without `edit_user` or `edit_roles` one sees oneself and one's own roles only. */
export function roleRoutes(credentials: Credentials, access: Access, now: () => number): readonly Route[] {
  const reply = (call: Call, title: string, entries: readonly Entry[]): Reply =>
    entriesReply(call, title, entries, { updated: now() });
  const usersFor = ({ user }: Call): readonly Entry[] =>
    credentials.usernames
      .filter((name) => name === user || access.can(user, 'edit_user'))
      .map((name) => ({ name, app: 'system', content: describeUser(name, access) }));
  const rolesFor = ({ user }: Call): readonly Entry[] =>
    access
      .roleNames()
      .filter((name) => access.rolesOf(user).includes(name) || access.can(user, 'edit_roles'))
      .map((name) => ({ name, app: 'system', content: access.describeRole(name)! }));
  const lists = [
    ['authentication/users', 'users', usersFor],
    ['authorization/roles', 'authorization-roles', rolesFor],
  ] as const;
  return [
    {
      path: 'authentication/current-context',
      methods: {
        GET: (call) => {
          return reply(call, 'current-context', [
            { name: 'context', app: 'system', content: describeUser(call.user, access) },
          ]);
        },
      },
    },
    ...lists.flatMap(([path, title, entriesFor]): Route[] => [
      {
        path,
        otherVerbs: 'target-missing',
        methods: { GET: (call) => reply(call, title, entriesFor(call)) },
      },
      {
        path: `${path}/{name}`,
        methods: { GET: (call) => reply(call, title, [require(entriesFor(call), call.names['name']!)]) },
      },
    ]),
  ];
}

function require(entries: readonly Entry[], wanted: string): Entry {
  const found = entries.find(({ name }) => name === wanted);
  if (found === undefined) throw new Refusal(404, 'ERROR', `Could not find object id=${wanted}`);
  return found;
}

function describeUser(username: string, access: Access): Record<string, unknown> {
  return {
    username,
    realname: username === 'admin' ? 'Administrator' : '',
    email: `${username}@example.com`,
    defaultApp: 'launcher',
    roles: access.rolesOf(username),
    tz: '',
    type: 'Splunk',
    capabilities: access.capabilitiesOf(username),
  };
}
