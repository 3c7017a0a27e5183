import { addressScope } from '@sidecar/events';

/** IPv4 blocks that are not globally reachable: first address and prefix length. */
const BLOCKS = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 29],
  ['192.0.0.170', 31],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['240.0.0.0', 4],
] as const;

const RANGES = BLOCKS.map(([first, length]) => {
  const from = toNumber(first)!;
  return { from, to: from + 2 ** (32 - length) };
});

/**
 * Whether an address is not globally reachable: what the original counts in `private_ip_rate`, which is wider than RFC
 * 1918 (loopback, link-local, documentation and reserved blocks too). Host names and null are not. Of IPv6, unique local,
 * link-local and loopback addresses are.
 *
 * @see IANA IPv4 Special-Purpose Address Registry, https://www.iana.org/assignments/iana-ipv4-special-registry.
 * @example
 * isSpecialPurpose('203.0.113.32'); // => true
 */
export function isSpecialPurpose(address: string | null): boolean {
  const value = address === null ? undefined : toNumber(address);
  if (value !== undefined) return RANGES.some(({ from, to }) => value >= from && value < to);
  const scope = addressScope(address);
  return scope === 'private' || scope === 'loopback';
}

function toNumber(address: string): number | undefined {
  const parts = address.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255))
    return undefined;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}
