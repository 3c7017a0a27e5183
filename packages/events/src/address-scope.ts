import { readIpv4, readIpv6 } from './ip-address.ts';

/** Where a source lies. `host` is a name, of which nothing is known; `none` is no source, or the unspecified address. */
export type AddressScope = 'private' | 'public' | 'loopback' | 'host' | 'none';

/**
 * Scope of a source: private by RFC 1918, RFC 4193 (`fc00::/7`) or as link-local (`169.254.0.0/16`, `fe80::/10`); loopback by
 * `127.0.0.0/8`, `::1` or `localhost`; every other address is public.
 *
 * @example
 * addressScope('10.1.2.3'); // => 'private'
 * addressScope('WS042'); // => 'host'
 */
export function addressScope(src: string | null): AddressScope {
  if (src === null || src === '') return 'none';
  const v4 = readIpv4(src);
  if (v4 >= 0) return scopeOfIpv4(v4);
  if (!src.includes(':')) return src.toLowerCase() === 'localhost' ? 'loopback' : 'host';
  const groups = readIpv6(src);
  return groups === null ? 'host' : scopeOfIpv6(groups);
}

function scopeOfIpv4(address: number): AddressScope {
  const first = Math.floor(address / 0x1000000);
  const second = Math.floor(address / 0x10000) % 256;
  if (first === 10) return 'private';
  if (first === 172 && second >= 16 && second < 32) return 'private';
  if ((first === 192 && second === 168) || (first === 169 && second === 254)) return 'private';
  if (first === 127) return 'loopback';
  return address === 0 ? 'none' : 'public';
}

function scopeOfIpv6(groups: readonly number[]): AddressScope {
  const first = groups[0]!;
  if ((first & 0xfe00) === 0xfc00 || (first & 0xffc0) === 0xfe80) return 'private';
  if (first !== 0 || groups.slice(1, 5).some((group) => group !== 0)) return 'public';
  if (groups[5] === 0xffff) return scopeOfIpv4(groups[6]! * 0x10000 + groups[7]!);
  if (groups[5] !== 0 || groups[6] !== 0) return 'public';
  return groups[7] === 0 ? 'none' : groups[7] === 1 ? 'loopback' : 'public';
}
