import { canonicalAddress, readIpv4, readIpv6, writeIpv6 } from './ip-address.ts';

/**
 * Network of an address in CIDR notation: narrow is /24 of IPv4 and /64 of IPv6, wide is /16 and /48. Null for a host name.
 *
 * @example
 * networkOf('10.1.2.3', 'narrow'); // => '10.1.2.0/24'
 * networkOf('2001:db8:1:2::7', 'wide'); // => '2001:db8:1::/48'
 */
export function networkOf(src: string, prefix: 'narrow' | 'wide'): string | null {
  const narrow = prefix === 'narrow';
  if (readIpv4(src) >= 0) {
    const second = src.indexOf('.', src.indexOf('.') + 1);
    return narrow ? `${src.slice(0, src.lastIndexOf('.'))}.0/24` : `${src.slice(0, second)}.0.0/16`;
  }
  if (!src.includes(':')) return null;
  const address = canonicalAddress(src);
  if (address === null) return null;
  if (!address.includes(':')) return networkOf(address, prefix);
  const kept = narrow ? 4 : 3;
  const groups = readIpv6(address)!.map((group, i) => (i < kept ? group : 0));
  return `${writeIpv6(groups)}${narrow ? '/64' : '/48'}`;
}
