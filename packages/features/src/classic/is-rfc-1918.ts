const PRIVATE = /^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./;
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/**
 * Whether an address lies in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16. Host names, IPv6 and null do not.
 *
 * @example
 * isRfc1918('172.31.255.1'); // => true
 */
export function isRfc1918(address: string | null): boolean {
  return address !== null && PRIVATE.test(address) && IPV4.test(address);
}
