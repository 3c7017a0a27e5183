/** The domain of all accounts. */
export const domain = 'CORP';

/** 32 bits from a text, FNV-1a: for ids that must look different yet depend on the event alone. */
export function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h ^ (h >>> 15)) >>> 0;
}

/** Security identifier of an account. */
export function accountSid(user: string): string {
  return `S-1-5-21-1004336348-1177238915-682003330-${1000 + (hash(user) % 900_000)}`;
}

/** Id of a logon session. */
export function logonId(text: string): string {
  return `0x${hash(text).toString(16)}`;
}

/** A client's port. */
export function port(text: string): string {
  return String(49_152 + (hash(text) % 16_000));
}
