import { isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { addressScope, networkOf } from '../src/index.ts';
import { canonicalAddress, readIpv4, readIpv6 } from '../src/ip-address.ts';

describe('addressScope', () => {
  it.for([
    ['10.0.0.0', 'private'],
    ['10.255.255.255', 'private'],
    ['11.0.0.0', 'public'],
    ['172.15.255.255', 'public'],
    ['172.16.0.0', 'private'],
    ['172.31.255.255', 'private'],
    ['172.32.0.0', 'public'],
    ['192.168.0.1', 'private'],
    ['192.169.0.1', 'public'],
    ['169.254.7.7', 'private'],
    ['127.0.0.1', 'loopback'],
    ['127.255.0.1', 'loopback'],
    ['0.0.0.0', 'none'],
    ['203.0.113.9', 'public'],
    ['::1', 'loopback'],
    ['::', 'none'],
    ['::2', 'public'],
    ['::ffff:10.1.2.3', 'private'],
    ['::ffff:203.0.113.9', 'public'],
    ['fc00::1', 'private'],
    ['fdff:ffff::1', 'private'],
    ['fe00::1', 'public'],
    ['fe80::1', 'private'],
    ['febf::1', 'private'],
    ['fec0::1', 'public'],
    ['2001:db8::1', 'public'],
    ['localhost', 'loopback'],
    ['WS042', 'host'],
    ['10.1.2', 'host'],
    ['010.1.2.3', 'host'],
    ['256.1.1.1', 'host'],
    ['a:b', 'host'],
    ['', 'none'],
    [null, 'none'],
  ] as const)('%s is %s', ([src, scope]) => {
    expect(addressScope(src)).toBe(scope);
  });
});

describe('networkOf', () => {
  it.for([
    ['10.1.2.3', '10.1.2.0/24', '10.1.0.0/16'],
    ['2001:db8:1:2::7', '2001:db8:1:2::/64', '2001:db8:1::/48'],
    ['fe80::1', 'fe80::/64', 'fe80::/48'],
    ['::ffff:10.1.2.3', '10.1.2.0/24', '10.1.0.0/16'],
    ['WS042.corp.example', null, null],
    ['a:b', null, null],
  ] as const)('of %s is %s and %s', ([src, narrow, wide]) => {
    expect([networkOf(src, 'narrow'), networkOf(src, 'wide')]).toEqual([narrow, wide]);
  });
});

describe('addresses', () => {
  const nearly = fc.stringMatching(/^[0-9a-fA-F:.%]{0,20}$/);
  const texts = fc.oneof(fc.ipV4(), fc.ipV4Extended(), fc.ipV6(), nearly, fc.string());

  test('are what Node takes for addresses', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(readIpv4(text) >= 0).toBe(isIPv4(text));
        if (!text.includes('%')) expect(readIpv6(text) !== null).toBe(isIPv6(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('are written as a URL writes them, mapped IPv4 apart', () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        const canonical = canonicalAddress(text)!;
        const host = new URL(`http://[${text}]/`).hostname.slice(1, -1);
        expect(canonical.includes(':') ? canonical : canonicalAddress(host)).toBe(
          canonical.includes(':') ? host : canonical,
        );
        expect(canonicalAddress(canonical)).toBe(canonical);
      }),
      { numRuns: 1000 },
    );
  });

  it.for([
    ['::FFFF:10.1.2.3', '10.1.2.3'],
    ['::ffff:a01:203', '10.1.2.3'],
    ['FE80::B2:11EE%12', 'fe80::b2:11ee'],
    ['2001:0db8:0000:0000:0001:0000:0000:0001', '2001:db8::1:0:0:1'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
    ['WS042', null],
    ['1:2:3', null],
    ['1::2::3', null],
    ['::10.1.2', null],
  ] as const)('%s becomes %s', ([text, canonical]) => {
    expect(canonicalAddress(text)).toBe(canonical);
  });
});
