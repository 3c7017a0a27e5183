/** An IPv4 address, without leading zeros. */
const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = `(?:${OCTET}\\.){3}${OCTET}`;
const GROUPS = '[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*';

/** Whether a field is an IPv4 address. */
export function isIpv4(field: string): string {
  return `match(${field}, "^${IPV4}$")`;
}

/** Whether the expanded groups of an IPv6 address are those of an IPv4 address in it. */
const MAPPED = '^0:0:0:0:0:ffff:[0-9a-f]+:[0-9a-f]+$';

/**
 * Assignments that leave in `v6` the eight groups of the IPv6 address in a field, lower case, no leading zeros, none left out; null if it is
 * none. Uses the field `v6` and `groups` on the way.
 */
export function expandIpv6(field: string, v6: string, groups: string): string[] {
  const octet = (i: number): string =>
    `tonumber(replace(${v6}, "^.*:(\\d+)\\.(\\d+)\\.(\\d+)\\.(\\d+)$", "\\${i}"))`;
  const hex = (high: number): string =>
    `lower(substr(tostring(${octet(high)}*256+${octet(high + 1)}, "hex"), 3))`;
  const fill = `":".substr("0:0:0:0:0:0:0:0", 1, 2*(8-${groups})-1).":"`;
  return [
    `${v6}=if(match(${field}, ":") AND len(${field})<=64, lower(replace(${field}, "%[\\s\\S]*$", "")), null())`,
    `${v6}=if(match(${v6}, ":${IPV4}$"), replace(${v6}, "[^:]*$", "").${hex(1)}.":".${hex(3)}, ${v6})`,
    `${v6}=if(match(${v6}, "^(?:${GROUPS})?(?:::(?:${GROUPS})?)?$"), ${v6}, null())`,
    `${groups}=len(replace(replace(${v6}, "[0-9a-f]+", "g"), ":", ""))`,
    `${v6}=case(match(${v6}, "::") AND ${groups}<=7, trim(replace(${v6}, "::", ${fill}), ":"), NOT match(${v6}, "::") AND ${groups}=8, ${v6})`,
    `${v6}=replace(${v6}, "(^|:)0+(?=[0-9a-f])", "\\1")`,
  ];
}

/** The canonical text of an address: IPv6 after RFC 5952 by its groups, IPv4 in IPv6 as IPv4, other texts as they are. */
export function canonicalAddress(field: string, v6: string): string {
  const part = (i: number): string => `tonumber(mvindex(split(${v6}, ":"), ${i}), 16)`;
  const octets = [6, 7].flatMap((i) => [`floor(${part(i)}/256)`, `(${part(i)}%256)`]);
  return `case(isnull(${v6}), ${field}, match(${v6}, "${MAPPED}"), ${octets.join('.".".')}, true(), ${shortIpv6(v6)})`;
}

/** Network of an address, null for a name: the first two or three octets, or the first three or four groups. */
export function networkOf(field: string, v6: string, prefix: 'narrow' | 'wide'): string {
  const [octets, kept] = prefix === 'narrow' ? [3, 4] : [2, 3];
  const v4 = `replace(${field}, "^((?:\\d+\\.){${octets - 1}}\\d+)\\.[\\d.]+$", "\\1${'.0'.repeat(4 - octets)}/${8 * octets}")`;
  const groups = `replace(${v6}, "^((?:[0-9a-f]+:){${kept}}).*$", "\\1${Array(8 - kept)
    .fill('0')
    .join(':')}")`;
  return `case(${isIpv4(field)}, ${v4}, isnotnull(${v6}), ${shortIpv6(groups)}."/${16 * kept}")`;
}

/** Where a source lies, after RFC 1918, RFC 4193 and so on. */
export function addressScope(field: string, v6: string): string {
  return `case(isnull(${field}), "none",
    ${isIpv4(field)}, case(match(${field}, "^(?:10\\.|172\\.(?:1[6-9]|2\\d|3[01])\\.|192\\.168\\.|169\\.254\\.)"), "private", match(${field}, "^127\\."), "loopback", ${field}=="0.0.0.0", "none", true(), "public"),
    isnull(${v6}), if(lower(${field})=="localhost", "loopback", "host"),
    match(${v6}, "^(?:f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):"), "private",
    ${v6}=="0:0:0:0:0:0:0:1", "loopback", ${v6}=="0:0:0:0:0:0:0:0", "none", true(), "public")`;
}

/** Groups with the longest run of zeros, the first of equals, as `::`. */
function shortIpv6(groups: string): string {
  const cases = [8, 7, 6, 5, 4, 3, 2].map((length) => {
    const run = `(?:^|:)0(?::0){${length - 1}}(?:$|:)`;
    return `match(${groups}, "${run}"), replace(${groups}, "^(.*?)${run}(.*)$", "\\1::\\2")`;
  });
  return `case(${cases.join(', ')}, true(), ${groups})`;
}
