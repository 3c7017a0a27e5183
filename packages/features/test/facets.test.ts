import { expect, it, test } from 'vitest';
import { facetNames, facetsOf } from '../src/index.ts';
import { authEvent } from './auth-event.ts';

type Named = Partial<Record<(typeof facetNames)[number], string | null>>;

function named(fields: Parameters<typeof authEvent>[0]): Named {
  const facets = facetsOf(authEvent(fields));
  expect(facets.length).toBe(facetNames.length);
  return Object.fromEntries(facetNames.map((name, f) => [name, facets[f]!]));
}

it('names every facet once', () => {
  expect(new Set(facetNames).size).toBe(facetNames.length);
});

it('says null for what an event does not tell, and scope none', () => {
  const { source_scope, ...others } = named({});
  expect(source_scope).toBe('none');
  expect(new Set(Object.values(others))).toEqual(new Set([null]));
});

it('tells all of a full event, pairs joined by a space', () => {
  const event = {
    user: 'bob',
    src_user: 'svc-deploy',
    src: '10.1.2.3',
    dest: 'SRV-DB-07.corp.example',
    signature_id: 4624,
    action: 'success',
    process: 'sshd',
    logon_type: 3,
    authentication_package: 'Kerberos',
    service: 'krbtgt',
  } as const;
  expect(named(event)).toEqual({
    signature: '4624/success',
    source: '10.1.2.3',
    source_network: '10.1.2.0/24',
    source_kind: '10.1.0.0/16',
    source_scope: 'private',
    destination: 'SRV-DB-07.corp.example',
    destination_kind: 'srv-db',
    process: 'sshd',
    logon_type: '3',
    authentication_package: 'Kerberos',
    source_user: 'svc-deploy',
    service: 'krbtgt',
    'signature+process': '4624/success sshd',
    'source_kind+destination_kind': '10.1.0.0/16 srv-db',
    'source_kind+process': '10.1.0.0/16 sshd',
    'signature+destination_kind': '4624/success srv-db',
    'signature+source_kind': '4624/success 10.1.0.0/16',
  });
});

test.for([
  { fields: { signature_id: 4624, action: 'success', sub_status: '0xc000006a' }, signature: '4624/success' },
  { fields: { signature_id: 4625, action: 'failure', sub_status: null }, signature: '4625/failure' },
  {
    fields: { signature_id: 4625, action: 'failure', sub_status: '0xc000006a' },
    signature: '4625/failure/0xc000006a',
  },
  {
    fields: { signature_id: 4625, action: 'denied', sub_status: '0xc0000234' },
    signature: '4625/denied/0xc0000234',
  },
  { fields: { signature_id: 4625, action: null }, signature: '4625/unknown' },
  { fields: { signature_id: null, action: 'success' }, signature: 'unknown/success' },
  { fields: { signature_id: 0, action: 'error' }, signature: '0/error' },
] as const)('signature of $fields is $signature', ({ fields, signature }) => {
  expect(named(fields).signature).toBe(signature);
});

test.for([
  { name: 'itself', src_user: 'ana', source_user: 'self' },
  { name: 'another account', src_user: 'root', source_user: 'root' },
  { name: 'the same name in other letters', src_user: 'ANA', source_user: 'ANA' },
  { name: 'nobody named', src_user: null, source_user: null },
])('source_user of an account acting for $name', ({ src_user, source_user }) => {
  expect(named({ user: 'ana', src_user }).source_user).toBe(source_user);
});

test.for([
  { src: '2001:db8:1:2::7', network: '2001:db8:1:2::/64', kind: '2001:db8:1::/48', scope: 'public' },
  { src: '203.0.113.9', network: '203.0.113.0/24', kind: '203.0.0.0/16', scope: 'public' },
  { src: '127.0.0.1', network: '127.0.0.0/24', kind: '127.0.0.0/16', scope: 'loopback' },
  { src: 'WS-042', network: null, kind: 'ws', scope: 'host' },
])('source $src lies in $network, $kind, $scope', ({ src, network, kind, scope }) => {
  expect(named({ src })).toMatchObject({ source_network: network, source_kind: kind, source_scope: scope });
});

it('has a pair only where both of its facets are there', () => {
  const facets = named({ src: 'ws-1', process: 'sshd' });
  expect(facets['source_kind+process']).toBe('ws sshd');
  expect(facets['source_kind+destination_kind']).toBeNull();
  expect(facets['signature+process']).toBeNull();
});
