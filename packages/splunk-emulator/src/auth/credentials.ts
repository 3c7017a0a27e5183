import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Limits } from '../limits.ts';
import { Refusal } from '../server/refusal.ts';

/** Somebody who may come in. */
export interface Account {
  readonly name: string;
  readonly password: string;
  /** For `Authorization: Bearer`. */
  readonly token: string;
  readonly roles: readonly string[];
}

/** Who may come in: users with their session keys and authentication tokens, and one HEC token. */
export interface Credentials {
  readonly usernames: readonly string[];
  /** Opens a session; undefined when user or password are wrong. */
  login(username: string, password: string): string | undefined;
  /** Makes a token for `Authorization: Bearer` that speaks for a user. */
  issueToken(user: string): string;
  /** Whom each token speaks for, oldest first. */
  tokenUsers(): readonly string[];
  /** Ends all sessions, as when they time out. */
  expireSessions(): void;
  /** The user a request speaks for. @throws Refusal with the 401 shape that fits. */
  authenticate(headers: IncomingHttpHeaders): string;
  /** Checks the HEC token. @returns what is wrong, if anything. */
  checkHec(headers: IncomingHttpHeaders): 'absent' | 'wrong-scheme' | 'unknown' | 'disabled' | undefined;
}

export interface CredentialSettings {
  readonly accounts: readonly Account[];
  readonly hecToken: string;
  readonly disabledHecTokens: readonly string[];
  readonly now: () => number;
  readonly limits: Readonly<Limits>;
}

/** The emulator's one gate. Time in milliseconds from `now`; an idle session dies after `sessionTimeoutSeconds`. */
export function createCredentials(settings: CredentialSettings): Credentials {
  const { accounts, now, limits } = settings;
  const sessions = new Map<string, { user: string; lastUsed: number }>();
  const tokens = accounts.map(({ name, token }) => ({ user: name, token }));

  function userOfSession(key: string): string | undefined {
    const session = sessions.get(key);
    if (session === undefined) return undefined;
    if (now() - session.lastUsed > limits.sessionTimeoutSeconds * 1000) {
      sessions.delete(key);
      return undefined;
    }
    session.lastUsed = now();
    return session.user;
  }

  const isPassword = (name: string, word: string): boolean =>
    accounts.some((account) => same(name, account.name) && same(word, account.password));

  return {
    usernames: accounts.map(({ name }) => name),
    login(user, word) {
      if (!isPassword(user, word)) return undefined;
      const key = randomBytes(72).toString('base64url');
      sessions.set(key, { user, lastUsed: now() });
      return key;
    },
    issueToken(user) {
      const token = makeToken(user, now());
      tokens.push({ user, token });
      return token;
    },
    tokenUsers: () => tokens.map(({ user }) => user),
    expireSessions: () => sessions.clear(),
    authenticate(headers) {
      const { scheme, value } = readAuthorization(headers);
      if (scheme === 'basic') {
        const [name, ...rest] = Buffer.from(value, 'base64').toString('utf8').split(':');
        if (isPassword(name!, rest.join(':'))) return name!;
        throw unauthorized();
      }
      if (scheme === '') throw unauthorized();
      let user: string | undefined;
      if (scheme === 'splunk') user = userOfSession(value);
      if (scheme === 'bearer') user = tokens.find(({ token }) => same(token, value))?.user;
      if (user === undefined) throw notAuthenticated();
      return user;
    },
    checkHec(headers) {
      const { scheme, value } = readAuthorization({ authorization: headers.authorization });
      if (scheme === '') return 'absent';
      if (scheme !== 'splunk' && scheme !== 'basic') return 'wrong-scheme';
      const word =
        scheme === 'splunk'
          ? value
          : Buffer.from(value, 'base64').toString('utf8').split(':').slice(1).join(':');
      if (settings.disabledHecTokens.some((token) => same(word, token))) return 'disabled';
      return same(word, settings.hecToken) ? undefined : 'unknown';
    },
  };
}

/** The answer to a token or session key that is not, or no longer, good: no challenge with it. */
export function notAuthenticated(): Refusal {
  return new Refusal(401, 'WARN', 'call not properly authenticated');
}

function unauthorized(): Refusal {
  return new Refusal(401, 'ERROR', 'Unauthorized', { 'WWW-Authenticate': 'Basic realm="/splunk"' });
}

/** Scheme in lower case and what follows it; a `splunkd_<port>` cookie counts as a session key. */
function readAuthorization({ authorization, cookie }: IncomingHttpHeaders): {
  scheme: string;
  value: string;
} {
  const match = /^(\S+)\s+(.+)$/.exec(authorization ?? '');
  if (match !== null) return { scheme: match[1]!.toLowerCase(), value: match[2]!.trim() };
  const session = /(?:^|;\s*)splunkd_\d+=([^;]+)/.exec(cookie ?? '')?.[1];
  return session === undefined
    ? { scheme: '', value: '' }
    : { scheme: 'splunk', value: decodeURIComponent(session) };
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** A token in the three-part form of Splunk's; the signature is random, since only this server checks it. */
export function makeToken(username: string, now: number): string {
  const encode = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const issued = Math.floor(now / 1000);
  const header = { kid: 'splunk.secret', alg: 'HS512', ver: 'v2', ttyp: 'static' };
  const claims = {
    iss: `${username} from emulator`,
    sub: username,
    aud: 'sidecar',
    idp: 'Splunk',
    iat: issued,
    exp: 0,
    nbr: issued,
  };
  return `${encode(header)}.${encode(claims)}.${randomBytes(64).toString('base64url')}`;
}
