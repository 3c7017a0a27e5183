/** An IPv4 address as an unsigned 32-bit number, or -1. Leading zeros are refused: readers disagree on what they mean. */
export function readIpv4(text: string): number {
  const { length } = text;
  if (length < 7 || length > 15) return -1;
  let address = 0;
  let dots = 0;
  let octet = -1;
  for (let i = 0; i <= length; i++) {
    const code = i === length ? 46 : text.charCodeAt(i);
    if (code === 46) {
      if (octet < 0) return -1;
      address = address * 256 + octet;
      octet = -1;
      dots++;
    } else if (code >= 48 && code <= 57 && octet !== 0) {
      octet = octet < 0 ? code - 48 : octet * 10 + code - 48;
      if (octet > 255) return -1;
    } else {
      return -1;
    }
  }
  return dots === 4 ? address : -1;
}

/** An IPv6 address as its eight 16-bit groups, or null. A zone (`%4`) is dropped: it names a card of one machine. */
export function readIpv6(text: string): number[] | null {
  if (text.length > 64) return null;
  const zone = text.indexOf('%');
  const address = zone < 0 ? text : text.slice(0, zone);
  const halves = address.split('::');
  if (halves.length > 2) return null;
  const head = readGroups(halves[0]!, halves.length === 1);
  const tail = readGroups(halves[1] ?? '', true);
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  return [...head, ...Array<number>(missing).fill(0), ...tail];
}

/**
 * An address in its canonical form, or null if the text is none: IPv4 as it is, IPv6 after RFC 5952 (lower case, the longest run
 * of zeros as `::`), an IPv4 address mapped into IPv6 (`::ffff:10.1.2.3`) as IPv4.
 */
export function canonicalAddress(text: string): string | null {
  if (readIpv4(text) >= 0) return text;
  if (!text.includes(':')) return null;
  if (text.startsWith('::ffff:') && readIpv4(text.slice(7)) >= 0) return text.slice(7);
  const groups = readIpv6(text);
  if (groups === null) return null;
  if (groups[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0)) {
    return [groups[6]! >> 8, groups[6]! & 255, groups[7]! >> 8, groups[7]! & 255].join('.');
  }
  return writeIpv6(groups);
}

export function writeIpv6(groups: readonly number[]): string {
  let start = -1;
  let longest = 1;
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && groups[end] === 0) end++;
    if (end - i > longest) {
      start = i;
      longest = end - i;
    }
  }
  const hex = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  return start < 0 ? hex(groups) : `${hex(groups.slice(0, start))}::${hex(groups.slice(start + longest))}`;
}

function readGroups(text: string, mayEndInIpv4: boolean): number[] | null {
  if (text === '') return [];
  const parts = text.split(':');
  const groups: number[] = [];
  for (const [i, part] of parts.entries()) {
    if (mayEndInIpv4 && i === parts.length - 1 && part.includes('.')) {
      const v4 = readIpv4(part);
      if (v4 < 0) return null;
      groups.push(Math.floor(v4 / 65_536), v4 % 65_536);
    } else if (/^[\da-f]{1,4}$/i.test(part)) {
      groups.push(Number.parseInt(part, 16));
    } else {
      return null;
    }
  }
  return groups;
}
