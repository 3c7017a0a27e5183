import type { SplunkError } from '@sidecar/splunk-client';

/** What to do about a server that cannot be used, in terms of the configuration; undefined where the error says all there is. */
export function remedyOf({ code, message }: SplunkError): string | undefined {
  if (code === 'tls') return TLS_REMEDIES.find(({ means }) => means.test(message))?.remedy ?? TLS_REMEDY;
  if (code === 'unauthorised' && message.includes('user name or password'))
    return 'Correct username and password, and look whether the account is locked.';
  return REMEDIES[code];
}

const TLS_REMEDY =
  'Put the certificate of the issuing authority into ca_file; insecure: true is for tests only.';
const TLS_REMEDIES: readonly { readonly means: RegExp; readonly remedy: string }[] = [
  {
    means: /has expired/,
    remedy: 'Have the certificate of the server renewed; nothing needs to change here.',
  },
  { means: /not valid yet/, remedy: 'Set the clocks of this machine and of the server (NTP).' },
  {
    means: /made for another name/,
    remedy: 'Write into base_url the name that the certificate was made for, or have one made for this name.',
  },
  {
    means: /does not complete a TLS handshake/,
    remedy: 'Check the port in base_url; a server without TLS needs http:// there.',
  },
];

const REMEDIES: Readonly<Record<string, string>> = {
  unreachable:
    'Check base_url, that splunkd listens on the management port (8089), and the firewall between.',
  timeout: 'Check base_url and the firewall between, and whether the server is overloaded.',
  unauthorised:
    'Make a new token in Splunk under Settings > Tokens and put it where auth_token takes it from.',
  forbidden: 'Give the role of the account the missing capability.',
  protocol: 'Point base_url at the management port (8089), not at Splunk Web (8000) or a proxy.',
  not_found: 'Point base_url at the management port (8089), not at Splunk Web (8000) or a proxy.',
  unavailable: 'Wait until Splunk has started, and look again.',
  quota: 'Wait until other searches of the account end, or have its search quota raised.',
};
