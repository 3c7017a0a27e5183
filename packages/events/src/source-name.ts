import { canonicalAddress } from './ip-address.ts';

/** A source as it is kept: an IP address in canonical form, any other text as it came. */
export function sourceName(text: string): string {
  return text.includes(':') ? (canonicalAddress(text) ?? text) : text;
}
