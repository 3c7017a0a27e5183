import { expect, it } from 'vitest';
import { compareAddresses, isAddress, matchesCidr } from '../src/match/cidr.ts';

it.for([
  ['10.10.10.0/24', '10.10.10.255', true],
  ['10.10.10.0/24', '10.10.11.0', false],
  ['10.10.10.0/24', '10.10.9.255', false],
  ['10.10.10.77/24', '10.10.10.1', true],
  ['10.0.0.1/32', '10.0.0.1', true],
  ['10.0.0.1/32', '10.0.0.2', false],
  ['0.0.0.0/0', '255.255.255.255', true],
  ['0.0.0.0/0', '::1', false],
  ['2001:db8::/32', '2001:db8:ffff::1', true],
  ['2001:db8::/32', '2001:db9::', false],
  ['::ffff:10.0.0.0/104', '::ffff:10.9.8.7', true],
  ['10.0.0.0/8', 'web', false],
  ['10.0.0.0/8', '10.0.0', false],
] as const)('%s holds %s: %s', ([network, address, expected]) => {
  expect(matchesCidr(network)!(address)).toBe(expected);
});

it.for(['10.0.0.0', '10.0.0.0/33', '10.0.0/8', 'a/8', '::1/129', '1::2::3/64', '/8', '10.0.0.0/x'])(
  '%s is no network',
  (text) => {
    expect(matchesCidr(text)).toBeUndefined();
  },
);

it('orders addresses by number, IPv4 first', () => {
  const sorted = ['::', '::1', '255.0.0.1', '9.0.0.1', '10.0.0.1'].sort(compareAddresses);
  expect(sorted).toEqual(['9.0.0.1', '10.0.0.1', '255.0.0.1', '::', '::1']);
  expect(['1.2.3.4', 'fe80::1', '1.2.3', '1.2.3.256', 'beef', ''].map(isAddress)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
