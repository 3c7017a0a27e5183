/**
 * Compiles a network in CIDR notation, IPv4 or IPv6, to a test of addresses.
 *
 * @returns Undefined if the text is no network.
 * @example
 * matchesCidr('10.0.0.0/8')?.('10.1.2.3'); // => true
 */
export function matchesCidr(network: string): ((address: string) => boolean) | undefined {
  const slash = network.lastIndexOf('/');
  if (slash === -1 || !/^\d{1,3}$/.test(network.slice(slash + 1))) return undefined;
  const base = addressBits(network.slice(0, slash));
  const length = Number(network.slice(slash + 1));
  if (base === undefined || length > base.width) return undefined;
  const shift = BigInt(base.width - length);
  const prefix = base.bits >> shift;
  return (address) => {
    const found = addressBits(address);
    return found !== undefined && found.width === base.width && found.bits >> shift === prefix;
  };
}

/** An address as a number of 32 or 128 bits. */
interface AddressBits {
  readonly bits: bigint;
  readonly width: 32 | 128;
}

/** The number that an IPv4 or IPv6 address spells out, if the text is one. */
function addressBits(text: string): AddressBits | undefined {
  if (!text.includes(':')) {
    const bits = dotted(text);
    return bits === undefined ? undefined : { bits, width: 32 };
  }
  const bits = hexGroups(text);
  return bits === undefined ? undefined : { bits, width: 128 };
}

/** Whether a text is an IPv4 or IPv6 address. */
export function isAddress(text: string): boolean {
  // Quick first look: most texts are none.
  return /^[\da-fA-F.:]+$/.test(text) && addressBits(text) !== undefined;
}

/** Order of two addresses: IPv4 before IPv6, then by number. */
export function compareAddresses(a: string, b: string): number {
  const [left, right] = [addressBits(a), addressBits(b)];
  if (left === undefined || right === undefined) throw new RangeError(`${a} or ${b} is no address`);
  if (left.width !== right.width) return left.width - right.width;
  if (left.bits === right.bits) return 0;
  return left.bits < right.bits ? -1 : 1;
}

function dotted(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256))
    return undefined;
  return BigInt(parts.reduce((sum, part) => sum * 256 + Number(part), 0));
}

function hexGroups(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [left, right] = halves.map(groups);
  if (left === undefined || (halves.length === 2 && right === undefined)) return undefined;
  const missing = 8 - left.length - (right?.length ?? 0);
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const all = [...left, ...Array.from({ length: missing }, () => 0), ...(right ?? [])];
  return all.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n);
}

/** Groups of 16 bits; a dotted end counts for two. */
function groups(half: string): number[] | undefined {
  if (half === '') return [];
  const parts = half.split(':');
  const last = dotted(parts.at(-1)!);
  const plain = last === undefined ? parts : parts.slice(0, -1);
  if (!plain.every((part) => /^[0-9a-f]{1,4}$/i.test(part))) return undefined;
  const numbers = plain.map((part) => Number.parseInt(part, 16));
  return last === undefined ? numbers : [...numbers, Number(last >> 16n), Number(last & 0xffffn)];
}
