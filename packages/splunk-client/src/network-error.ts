import { errorCode, type Fail } from './fail.ts';
import type { SplunkError } from './splunk-error.ts';

/**
 * What a failed connection means and what to do about it: certificate and handshake failures are `tls`, silence is `timeout`, everything else
 * `unreachable`. Only what can heal by itself is retryable: a wrong name or certificate is not.
 *
 * @param origin - The server as the user wrote it, such as `https://splunk.example:8089`.
 */
export function networkError(error: unknown, origin: string, fail: Fail): SplunkError {
  const code = errorCode(error) ?? '';
  const text = error instanceof Error ? error.message : String(error);
  const advice = TLS_ADVICE.find(({ codes }) => codes.test(code));
  if (advice) return fail('tls', `${origin} ${advice.what} (${code}); ${advice.todo}.`, { cause: error });
  if (code === 'IDLE_TIMEOUT')
    return fail('timeout', `${origin} ${text}; raise idleTimeoutMs if the search is slow.`, {
      retryable: true,
      cause: error,
    });
  if (code === 'ETIMEDOUT') {
    const todo = 'check the address, the port (8089 for management) and the firewall between';
    return fail('timeout', `${origin} did not accept a connection in time; ${todo}.`, {
      retryable: true,
      cause: error,
    });
  }
  if (code === 'ENOTFOUND')
    return fail('unreachable', `The host of ${origin} is not known (ENOTFOUND); check its name.`, {
      cause: error,
    });
  if (code === 'ECONNREFUSED') {
    const todo = 'check that Splunk is running and that this is its management port (8089)';
    return fail('unreachable', `Nothing accepts connections at ${origin} (ECONNREFUSED); ${todo}.`, {
      retryable: true,
      cause: error,
    });
  }
  if (/^Bad response: \d+$/.test(text)) {
    const todo = 'check the address and the credentials of the proxy';
    return fail('unreachable', `The proxy refused to connect to ${origin} (${text.slice(14)}); ${todo}.`, {
      cause: error,
    });
  }
  return fail(
    'unreachable',
    `The connection to ${origin} broke (${code || text}); try again, and look for a proxy or firewall that cuts it.`,
    {
      retryable: true,
      cause: error,
    },
  );
}

const TLS_ADVICE: ReadonlyArray<{ codes: RegExp; what: string; todo: string }> = [
  {
    codes: /^CERT_HAS_EXPIRED$/,
    what: 'shows a certificate that has expired',
    todo: 'renew it on the Splunk server',
  },
  {
    codes: /^CERT_NOT_YET_VALID$/,
    what: 'shows a certificate that is not valid yet',
    todo: 'check the clocks of both machines',
  },
  {
    codes: /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    what: 'shows a certificate made for another name',
    todo: 'use the name in the certificate, or have one made for this name',
  },
  {
    codes: /SELF_SIGNED_CERT|UNABLE_TO_(VERIFY|GET)|CERT_UNTRUSTED|INVALID_CA|PATH_LENGTH_EXCEEDED/,
    what: 'shows a certificate of an unknown authority',
    todo: "give that authority's certificate as the CA file (tls.ca)",
  },
  {
    codes: /^CERT_|^CRL_/,
    what: 'shows a certificate that is not valid',
    todo: 'replace it on the Splunk server',
  },
  {
    codes: /^EPROTO$|^ERR_SSL_|^ERR_TLS_/,
    what: 'does not complete a TLS handshake',
    todo: 'check the port, and whether the server speaks plain http there',
  },
];
