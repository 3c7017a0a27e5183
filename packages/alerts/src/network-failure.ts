/** Why there was no answer. */
export interface NetworkFailure {
  readonly reason: string;
  /** Whether it may be over in seconds: a wrong name, certificate or proxy is not. */
  readonly isBrief: boolean;
}

const ADVICE: ReadonlyArray<{ readonly codes: RegExp; readonly what: string }> = [
  { codes: /^ENOTFOUND$/, what: 'its host is not known; check the name' },
  {
    codes: /SELF_SIGNED_CERT|UNABLE_TO_(VERIFY|GET)|CERT_UNTRUSTED|INVALID_CA/,
    what: 'its certificate is of an unknown authority; give that authority as ca_file',
  },
  { codes: /^ERR_TLS_CERT_ALTNAME_INVALID$/, what: 'its certificate is made for another name' },
  { codes: /^CERT_/, what: 'its certificate is not valid; renew it, or check the clocks' },
  { codes: /^EPROTO$|^ERR_SSL_|^ERR_TLS_/, what: 'it completes no TLS handshake; check the port' },
];

/** What a failed connection means, in words that name nothing of the address but its origin. */
export function networkFailure(error: unknown, origin: string): NetworkFailure {
  const { code = '', message = '' } = error as { readonly code?: string; readonly message?: string };
  const advice = ADVICE.find(({ codes }) => codes.test(code));
  if (advice !== undefined)
    return { reason: `no answer from ${origin}: ${advice.what} (${code})`, isBrief: false };
  const refused = /^Bad response: (\d+)$/.exec(message)?.[1];
  if (refused !== undefined)
    return { reason: `the proxy does not connect to ${origin} (${refused})`, isBrief: false };
  if (code === 'ETIMEDOUT') return { reason: `no answer from ${origin} in time`, isBrief: true };
  return { reason: `no answer from ${origin} (${code || 'the connection broke'})`, isBrief: true };
}
