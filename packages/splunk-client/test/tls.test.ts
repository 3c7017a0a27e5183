import { generate, type SelfsignedOptions } from 'selfsigned';
import { beforeAll, expect, it, test } from 'vitest';
import {
  createHecClient,
  createSplunkClient,
  SplunkError,
  type SplunkWarning,
  type TlsOptions,
} from '../src/index.ts';
import { scriptedServer } from './scripted-server.ts';

interface Pair {
  readonly key: string;
  readonly cert: string;
}

const day = 86_400_000;
const certificates: Record<string, Pair> = {};

beforeAll(async () => {
  const authority = await make('Test authority', [{ name: 'basicConstraints', cA: true }]);
  const names = (ip: string): SelfsignedOptions['extensions'] => [
    { name: 'subjectAltName', altNames: [{ type: 7, ip }] },
  ];
  certificates['authority'] = authority;
  certificates['good'] = await make('127.0.0.1', names('127.0.0.1'), authority);
  certificates['wrong name'] = await make('127.0.0.2', names('127.0.0.2'), authority);
  certificates['expired'] = await make('127.0.0.1', names('127.0.0.1'), authority, -2 * day, -day);
  certificates['not valid yet'] = await make('127.0.0.1', names('127.0.0.1'), authority, day, 2 * day);
  certificates['self-signed'] = await make('127.0.0.1', names('127.0.0.1'));
});

async function make(
  name: string,
  extensions: SelfsignedOptions['extensions'],
  authority?: Pair,
  from = -day,
  to = day,
): Promise<Pair> {
  const now = Date.now();
  const pems = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now + from),
    notAfterDate: new Date(now + to),
    ...(extensions ? { extensions } : {}),
    ...(authority ? { ca: authority } : {}),
  });
  return { key: pems.private, cert: pems.cert };
}

type Route = 'management' | 'HEC';
const routes: readonly Route[] = ['management', 'HEC'];

async function ask(
  route: Route,
  certificate: string,
  tls: TlsOptions,
  onWarning: (warning: SplunkWarning) => void = () => {},
) {
  const server = await scriptedServer([[200, '{"code":0,"text":"ok"}']], certificates[certificate]!);
  const options = { tls, onWarning };
  const asked =
    route === 'HEC'
      ? createHecClient({ url: server.baseUrl, token: 'token', ...options })
          .send([{ event: 'e' }])
          .then(({ accepted }) => (accepted === 1 ? 'ok' : 'not accepted'))
      : createSplunkClient({ baseUrl: server.baseUrl, auth: { token: 'token' }, ...options })
          .request({ method: 'GET', path: '/x' })
          .then(() => 'ok');
  return asked.catch((error: unknown) =>
    error instanceof SplunkError ? `${error.code}: ${error.message.replace(server.baseUrl, 'It')}` : error,
  );
}

test.for(routes)('trusts a private authority when its certificate is given: %s', async (route) => {
  expect(await ask(route, 'good', { ca: certificates['authority']!.cert })).toBe('ok');
});

const unknown =
  "tls: It shows a certificate of an unknown authority (CODE); give that authority's certificate as the CA file (tls.ca).";
test.for([
  { name: 'good', ca: false, expected: unknown.replace('CODE', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE') },
  { name: 'self-signed', ca: false, expected: unknown.replace('CODE', 'DEPTH_ZERO_SELF_SIGNED_CERT') },
  {
    name: 'wrong name',
    ca: true,
    expected:
      'tls: It shows a certificate made for another name (ERR_TLS_CERT_ALTNAME_INVALID); use the name in the certificate, or have one made for this name.',
  },
  {
    name: 'expired',
    ca: true,
    expected:
      'tls: It shows a certificate that has expired (CERT_HAS_EXPIRED); renew it on the Splunk server.',
  },
  {
    name: 'not valid yet',
    ca: true,
    expected:
      'tls: It shows a certificate that is not valid yet (CERT_NOT_YET_VALID); check the clocks of both machines.',
  },
])('refuses a certificate: $name, authority known: $ca', async ({ name, ca, expected }) => {
  for (const route of routes)
    expect(await ask(route, name, ca ? { ca: certificates['authority']!.cert } : {})).toBe(expected);
});

test.for(['good', 'expired', 'wrong name', 'self-signed'])(
  'accepts a certificate that is %s only when told to, with a warning',
  async (name) => {
    for (const route of routes) {
      const warnings: string[] = [];
      expect(await ask(route, name, { insecure: true }, ({ code }) => warnings.push(code))).toBe('ok');
      expect(warnings).toEqual(['tls_not_verified']);
    }
  },
);

it('tells of a server that speaks plain http', async () => {
  const server = await scriptedServer([[200]]);
  const splunk = createSplunkClient({
    baseUrl: server.baseUrl.replace('http', 'https'),
    auth: { token: 'token' },
  });
  await expect(splunk.request({ method: 'GET', path: '/x' })).rejects.toMatchObject({
    code: 'tls',
    retryable: false,
    message: expect.stringContaining('does not complete a TLS handshake') as string,
  });
});
