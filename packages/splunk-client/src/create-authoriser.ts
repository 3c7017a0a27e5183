/** Who asks: an authentication token, or a user with a password, as a session (default) or with every request. */
export type SplunkAuth =
  | { readonly token: string }
  | {
      readonly username: string;
      readonly password: string;
      /** `session` logs in once and sends the session key; `basic` sends the password every time. @default 'session' */
      readonly scheme?: 'session' | 'basic';
    };

/** Gives the `Authorization` header, and a new one after a 401. */
export interface Authoriser {
  /** What a 401 refuses, for the message. */
  readonly credentials: 'token' | 'user name or password';
  header(): Promise<string>;
  /** A header to try instead of the refused one; undefined when there is no other. */
  renewed(refused: string): Promise<string | undefined>;
}

/**
 * A token goes as `Bearer`, a session key as `Splunk`, a password as `Basic`. Only a session can be renewed: callers whose requests were
 * refused at the same time share one login.
 *
 * @param login - Exchanges user and password for a session key.
 */
export function createAuthoriser(
  auth: SplunkAuth,
  login: (username: string, password: string) => Promise<string>,
): Authoriser {
  if ('token' in auth) {
    return {
      credentials: 'token',
      header: async () => `Bearer ${auth.token}`,
      renewed: async () => undefined,
    };
  }
  const { username, password, scheme = 'session' } = auth;
  const credentials = 'user name or password';
  if (scheme === 'basic') {
    const basic = `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
    return { credentials, header: async () => basic, renewed: async () => undefined };
  }
  let session: Promise<string> | undefined;
  const header = (): Promise<string> => {
    if (session === undefined) {
      const opened = login(username, password).then((key) => `Splunk ${key}`);
      session = opened;
      opened.catch(() => {
        if (session === opened) session = undefined;
      });
    }
    return session;
  };
  return {
    credentials,
    header,
    renewed: async (refused) => {
      if (session !== undefined && (await session) === refused) session = undefined;
      return header();
    },
  };
}
