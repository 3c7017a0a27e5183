import type { TlsOptions } from './create-http.ts';
import type { SplunkWarning } from './splunk-warning.ts';

/** The address as a URL. @throws RangeError unless it is http or https, without credentials (which are never repeated), query or fragment. */
export function requireBaseUrl(baseUrl: string): URL {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url?.username || url?.password)
    throw new RangeError('baseUrl holds credentials, expected them in auth');
  if (url && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '') return url;
  throw new RangeError(
    `baseUrl is ${JSON.stringify(baseUrl)}, expected an address such as https://splunk.example:8089`,
  );
}

/** The proxy's password, if it has one. @throws RangeError unless it is an http or https address; it is not repeated, for it may hold a password. */
export function requireProxy(proxy: string | undefined): string[] {
  if (proxy === undefined) return [];
  const url = URL.canParse(proxy) ? new URL(proxy) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return [decodeURIComponent(url.password)];
  throw new RangeError('proxy is not an http address, expected one such as http://proxy.example:3128');
}

/** What is unsafe about a connection. */
export function urlWarnings({ protocol, origin, hostname }: URL, tls: TlsOptions = {}): SplunkWarning[] {
  const local = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  if (protocol === 'http:' && !local) {
    return [{ code: 'clear_text', message: `Credentials travel to ${origin} unencrypted; use https.` }];
  }
  if (protocol === 'https:' && tls.insecure === true) {
    return [
      {
        code: 'tls_not_verified',
        message: `The certificate of ${origin} is not verified; give its CA file instead of insecure.`,
      },
    ];
  }
  return [];
}
