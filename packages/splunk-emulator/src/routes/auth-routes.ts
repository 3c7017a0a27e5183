import type { Access } from '../auth/access.ts';
import type { Credentials } from '../auth/credentials.ts';
import { wantsJson, type Call } from '../server/call.ts';
import { entriesReply } from '../server/entries.ts';
import { Refusal } from '../server/refusal.ts';
import { jsonReply, textReply, xmlType, type Reply } from '../server/reply.ts';
import type { Route } from '../server/route.ts';

export interface AuthParts {
  readonly credentials: Credentials;
  readonly access: Access;
  readonly port: () => number;
  readonly now: () => number;
}

/** Login and tokens. */
export function authRoutes(parts: AuthParts): readonly Route[] {
  return [
    {
      path: 'auth/login',
      family: 'login',
      authentication: 'none',
      methods: { POST: (call) => login(parts.credentials, parts.port(), call) },
    },
    {
      path: 'authorization/tokens',
      otherVerbs: 'target-missing',
      methods: { GET: (call) => listTokens(parts, call), POST: (call) => createToken(parts, call) },
    },
    { path: 'authorization/tokens/{name}', methods: { POST: (call) => createToken(parts, call) } },
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

function listTokens({ credentials, access, now }: AuthParts, call: Call): Reply {
  const seen = credentials
    .tokenUsers()
    .filter((user) => user === call.user || access.can(call.user, 'edit_tokens_all'));
  const entries = seen.map((sub, i) => ({
    name: `token-${i}`,
    content: { claims: { sub }, status: 'enabled' },
  }));
  return entriesReply(call, 'tokens', entries, { updated: now() });
}

/** A token for the user of that name, who is the caller unless he may make tokens for all. */
function createToken({ credentials, access, now }: AuthParts, call: Call): Reply {
  const name = call.names['name'] ?? call.parameters.get('name') ?? '';
  if (name === '')
    throw new Refusal(400, 'ERROR', 'Cannot perform action "POST" without a target name to act on.');
  access.require(call.user, name === call.user ? 'edit_tokens_own' : 'edit_tokens_all');
  if (!credentials.usernames.includes(name))
    throw new Refusal(400, 'ERROR', `User "${name}" does not exist.`);
  const content = { id: `token-${credentials.tokenUsers().length}`, token: credentials.issueToken(name) };
  return entriesReply(call, 'tokens', [{ name: 'tokens', content }], { status: 201, updated: now() });
}
