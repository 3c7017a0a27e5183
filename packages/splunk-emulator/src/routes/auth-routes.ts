import type { Credentials } from '../auth/credentials.ts';
import { wantsJson, type Call } from '../server/call.ts';
import { entriesReply } from '../server/entries.ts';
import { Refusal } from '../server/refusal.ts';
import { jsonReply, textReply, xmlType, type Reply } from '../server/reply.ts';
import type { Route } from '../server/route.ts';
import { escapeXml } from '../server/xml.ts';

/** Login, tokens, the user, and who am I. */
export function authRoutes(
  credentials: Credentials,
  port: () => number,
  now: () => number,
): readonly Route[] {
  return [
    {
      path: 'auth/login',
      family: 'login',
      authentication: 'none',
      methods: { POST: (call) => login(credentials, port(), call) },
    },
    {
      path: 'authentication/current-context',
      methods: {
        GET: (call) =>
          entriesReply(
            call,
            'current-context',
            [{ name: 'context', app: 'system', content: context(call.user) }],
            {
              updated: now(),
            },
          ),
      },
    },
    {
      path: 'authentication/users/{name}',
      methods: {
        GET: (call) => {
          const name = call.names['name']!;
          if (name !== credentials.username)
            throw new Refusal(404, 'ERROR', `Could not find object id=${name}`);
          return entriesReply(call, 'users', [{ name, app: 'system', content: context(name) }], {
            updated: now(),
          });
        },
      },
    },
    {
      path: 'authorization/tokens',
      otherVerbs: 'target-missing',
      methods: {
        GET: (call) =>
          entriesReply(
            call,
            'tokens',
            credentials
              .tokenNames()
              .map((name) => ({ name, content: { claims: { sub: call.user }, status: 'enabled' } })),
            { updated: now() },
          ),
        POST: (call) => createToken(credentials, call, call.parameters.get('name') ?? '', now()),
      },
    },
    {
      path: 'authorization/tokens/{name}',
      methods: { POST: (call) => createToken(credentials, call, call.names['name']!, now()) },
    },
  ];
}

function login(credentials: Credentials, port: number, call: Call): Reply {
  const [username, password] = [call.parameters.get('username'), call.parameters.get('password')];
  if (username === null || password === null) throw new Refusal(400, 'WARN', 'Login failed');
  const key = credentials.login(username, password);
  if (key === undefined) return loginFailed(call);
  const reply = wantsJson(call)
    ? jsonReply({ sessionKey: key, message: '', code: '' })
    : textReply(
        `<response>\n  <sessionKey>${key}</sessionKey>\n  <messages>\n    <msg code=""></msg>\n  </messages>\n</response>\n`,
        xmlType,
      );
  if (call.parameters.get('cookie') !== '1') return reply;
  return {
    ...reply,
    headers: { ...reply.headers, 'Set-Cookie': `splunkd_${port}=${key}; Path=/; HttpOnly` },
  };
}

/** The one refusal that carries a code. */
function loginFailed(call: Call): Reply {
  const message = { type: 'WARN', code: 'incorrect_username_or_password', text: 'Login failed' };
  if (wantsJson(call)) return jsonReply({ messages: [message] }, 401);
  const xml = `<response>\n  <messages>\n    <msg type="WARN" code="${message.code}">${message.text}</msg>\n  </messages>\n</response>\n`;
  return textReply(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}`, xmlType, 401);
}

function createToken(credentials: Credentials, call: Call, name: string, updated: number): Reply {
  if (name === '')
    throw new Refusal(400, 'ERROR', 'Cannot perform action "POST" without a target name to act on.');
  const content = { id: escapeXml(name), token: credentials.issueToken(name) };
  return entriesReply(call, 'tokens', [{ name: 'tokens', content }], { status: 201, updated });
}

function context(username: string): Record<string, unknown> {
  return {
    username,
    realname: 'Administrator',
    email: 'changeme@example.com',
    defaultApp: 'launcher',
    roles: ['admin'],
    tz: '',
    type: 'Splunk',
    capabilities: [
      'admin_all_objects',
      'edit_kvstore',
      'edit_tokens_own',
      'list_inputs',
      'rest_properties_get',
      'run_collect',
      'run_mcollect',
      'schedule_search',
      'search',
    ],
  };
}
